import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useId, useState, type ReactNode } from 'react';
import { Reason } from '../readable/Reason';
import type { Asked } from './Asked';
import { VerdictDialog } from './VerdictDialog';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

const icons = {
  approve: <RiCheckLine aria-hidden />,
  reject: <RiCloseLine aria-hidden />,
};

/** Approve or reject, or why one may not. */
export function VerdictButtons(props: {
  readonly asked: Asked;
  /** Drawn when somebody is about to decide. */
  readonly inputs: ReactNode;
}) {
  const { asked, inputs } = props;
  const { mayAnswer } = asked.question;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [verdict, setVerdict] = useState<'approve' | 'reject'>();
  const reasonId = useId();
  const whyNot = mayAnswer.allowed ? undefined : mayAnswer;
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2">
        {(['approve', 'reject'] as const).map(each => (
          <Button
            key={each}
            variant={each === 'approve' ? 'primary' : 'secondary'}
            iconStart={icons[each]}
            isDisabled={whyNot !== undefined}
            aria-describedby={whyNot && reasonId}
            aria-label={t(`verdict.${each}.named`, {
              action: asked.run.action.title,
            })}
            onPress={() => setVerdict(each)}
          >
            {t(`verdict.${each}.button`)}
          </Button>
        ))}
      </Flex>
      {whyNot && (
        <Text as="div" variant="body-small" id={reasonId}>
          <Reason text={whyNot.reason} ask={whyNot.ask} />
        </Text>
      )}
      {verdict && (
        <VerdictDialog
          asked={asked}
          verdict={verdict}
          inputs={inputs}
          onClose={() => setVerdict(undefined)}
        />
      )}
    </Flex>
  );
}
