import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Container,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import {
  questionBoxes,
  type QuestionBox,
} from 'backstage-plugin-temporal-common';
import { useMemo } from 'react';
import { temporalApiRef } from '../api/TemporalApi';
import { useWatched } from '../live/useLiveRuns';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import legible from '../readable/legible.module.css';
import { ListedQuestions } from './ListedQuestions';
import { QuestionList } from './QuestionList';
import { boxNamed, useBox } from './useBox';
import { useFreshness } from './useFreshness';
import styles from './Approvals.module.css';

/** What waits for the person, what they wait for, and what was decided. */
export function ApprovalsPage() {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [box, setBox] = useBox();
  return (
    <Container className={legible.legible}>
      <Tabs
        selectedKey={box}
        onSelectionChange={key => setBox(boxNamed(key) ?? box)}
      >
        <TabList aria-label={t('approvals.title')}>
          {questionBoxes.map(each => (
            <Tab key={each} id={each}>
              {t(`approvals.box.${each}`)}
            </Tab>
          ))}
        </TabList>
        {questionBoxes.map(each => (
          <TabPanel key={each} id={each} className={styles.panel}>
            <Box box={each} />
          </TabPanel>
        ))}
      </Tabs>
    </Container>
  );
}

function Box({ box }: { readonly box: QuestionBox }) {
  const api = useApi(temporalApiRef);
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const list = useMemo(() => new QuestionList(api, box), [api, box]);
  useFreshness(list.look);
  const { looking } = useWatched(list.state);
  return (
    <Flex direction="column" gap="4">
      <Flex justify="end">
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiRefreshLine aria-hidden />}
          isPending={looking}
          onPress={list.look}
        >
          {t('approvals.lookAgain')}
        </Button>
      </Flex>
      <ListedQuestions list={list} box={box} />
    </Flex>
  );
}
