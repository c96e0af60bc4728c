import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type {
  OfferedAction,
  OfferedApproval,
} from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { formatDuration } from '../runs/time';
import { useLanguage } from '../runs/useTicking';
import { temporalTranslationRef } from '../translation';
import { conditionsOf, type Condition } from './conditions';

const MINUTE_MS = 60_000;

/** Says before the click whether the run begins at once, or who is asked. */
export function ApprovalForecast(props: {
  readonly action: OfferedAction;
  readonly isNeeded: boolean;
}) {
  const { action, isNeeded } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  if (!action.approval) {
    return null;
  }
  return isNeeded ? (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('start.approval.needed')}
      description={<Terms approval={action.approval} />}
    />
  ) : (
    <Alert
      role="status"
      status="success"
      icon
      title={t('start.approval.notNeeded')}
      description={<WhyNot action={action} />}
    />
  );
}

function Terms({ approval }: { readonly approval: OfferedApproval }) {
  const { who, quorum, deadline } = approval;
  const { t } = useTranslationRef(temporalTranslationRef);
  const language = useLanguage();
  const { days = 0, hours = 0, minutes = 0 } = deadline ?? {};
  const ms = ((days * 24 + hours) * 60 + minutes) * MINUTE_MS;
  return (
    <>
      <div>
        {t('start.approval.goesTo')}{' '}
        <EntityRefLinks entityRefs={[...who]} defaultKind="group" hideIcons />.{' '}
        {t('start.approval.quorum', { count: quorum })}
      </div>
      <div>
        {ms > 0 &&
          t('start.approval.deadline', {
            time: formatDuration(ms, language, 'long'),
          })}
      </div>
      {approval.demanded && <div>{t('start.approval.demanded')}</div>}
    </>
  );
}

/** The conditions under which it would need one, which this run does not meet. */
function WhyNot({ action }: { readonly action: OfferedAction }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const asked = useConditionText();
  const when = action.approval?.when;
  const conditions = when ? conditionsOf(when, action.input) : [];
  return (
    <bdi>
      {conditions?.length
        ? t('start.approval.onlyWhere', {
            conditions: conditions.map(asked).join(t('start.approval.and')),
          })
        : t('start.approval.onlySome')}
    </bdi>
  );
}

function useConditionText(): (condition: Condition) => string {
  const { t } = useTranslationRef(temporalTranslationRef);
  return ({ name, asks, values }) =>
    visibleText(
      t(`start.approval.condition.${asks}`, {
        name,
        value: values.join(t('start.approval.or')),
      }),
    );
}
