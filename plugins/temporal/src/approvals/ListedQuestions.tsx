import { EmptyState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton } from '@backstage/ui';
import type {
  QuestionBox,
  RunQuestion,
} from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useWatched } from '../live/useLiveRuns';
import { AnswerNotice } from '../questions/AnswerNotice';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { ApprovalItem } from './ApprovalItem';
import type { QuestionList } from './QuestionList';
import styles from './Approvals.module.css';

/** The questions of a box, or why there are none. */
export function ListedQuestions(props: {
  readonly list: QuestionList;
  readonly box: QuestionBox;
}) {
  const { list, box } = props;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { items, seen, error } = useWatched(list.state);
  const [counted, setCounted] = useState<RunQuestion>();
  if (!seen) {
    return error ? (
      <RetryPanel
        title={t('approvals.error')}
        error={error}
        onRetry={list.look}
      />
    ) : (
      <Loading />
    );
  }
  return (
    <Flex direction="column" gap="4">
      {counted && <AnswerNotice question={counted} />}
      {error && (
        <StaleNotice
          title={t('approvals.stale')}
          error={error}
          onRetry={list.look}
        />
      )}
      {items.length === 0 && (
        <EmptyState
          missing="content"
          title={t(`approvals.empty.${box}.title`)}
          description={t(`approvals.empty.${box}.description`)}
        />
      )}
      <ul className={styles.list}>
        {items.map(item => (
          <ApprovalItem
            key={`${item.run.id} ${item.question.key}`}
            item={item}
            onSettled={now => {
              setCounted(now);
              list.look();
            }}
          />
        ))}
      </ul>
      <More list={list} />
    </Flex>
  );
}

function More({ list }: { readonly list: QuestionList }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { nextCursor, loadingMore, moreError } = useWatched(list.state);
  return (
    <>
      {moreError && (
        <StaleNotice
          title={t('approvals.moreError')}
          error={moreError}
          onRetry={list.loadMore}
        />
      )}
      {nextCursor !== undefined && (
        <Button
          variant="secondary"
          isPending={loadingMore}
          onPress={list.loadMore}
        >
          {t('approvals.loadMore')}
        </Button>
      )}
    </>
  );
}

function Loading() {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  return (
    <Flex
      direction="column"
      gap="4"
      role="status"
      aria-label={t('approvals.loading')}
    >
      {['one', 'two', 'three'].map(row => (
        <Skeleton key={row} width="100%" height={140} />
      ))}
    </Flex>
  );
}
