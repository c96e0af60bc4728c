import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import { ActionItem } from './ActionItem';
import { groupActions } from './useActions';
import styles from './ActionList.module.css';

/** The actions that apply, under the headings of their groups. */
export function ActionList(props: {
  readonly items: readonly OfferedAction[];
  /** Where it says why nothing can be started just now. */
  readonly unavailableId: string | undefined;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const groups = groupActions(props.items);
  return (
    <>
      {[...groups].map(([group, actions]) => (
        <section key={group ?? ''} className={styles.group}>
          {(group !== undefined || groups.size > 1) && (
            <Text
              as="h4"
              variant="body-small"
              color="secondary"
              className={styles.heading}
            >
              {group ?? t('card.otherActions')}
            </Text>
          )}
          <ul className={styles.list}>
            {actions.map(action => (
              <ActionItem
                key={action.ref}
                action={action}
                unavailableId={props.unavailableId}
                onRun={props.onRun}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
