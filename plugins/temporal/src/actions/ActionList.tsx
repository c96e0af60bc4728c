import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  OfferedAction,
  OfferedActions,
} from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import { ActionItem } from './ActionItem';
import { groupActions } from './useActions';
import styles from './ActionList.module.css';

/** The actions that apply, under the headings of their groups. */
export function ActionList(props: {
  readonly offered: OfferedActions;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { items, unavailable } = props.offered;
  const { t } = useTranslationRef(temporalTranslationRef);
  const groups = groupActions(items);
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
                unavailable={unavailable}
                onRun={props.onRun}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
