import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloseCircleLine } from '@remixicon/react';
import type { Run } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { BulkCancelDialog } from '../bulk-cancel/BulkCancelDialog';
import { temporalRunListTranslationRef } from './runListTranslation';
import type { Selection } from './useSelection';

/** Cancels what is selected; what could not be cancelled stays selected. */
export function CancelSelected(props: {
  readonly selection: Selection;
  readonly onCancelled: () => void;
}) {
  const { selection, onCancelled } = props;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const [asked, setAsked] = useState<readonly Run[]>();
  const count = selection.runs.length;
  return (
    <>
      <span role="status">
        {count > 0 && t('selection.selected', { count })}
      </span>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiCloseCircleLine aria-hidden />}
        isDisabled={count === 0}
        onPress={() => setAsked(selection.runs)}
      >
        {t('selection.cancel')}
      </Button>
      {asked && (
        <BulkCancelDialog
          runs={asked}
          onClose={left => {
            setAsked(undefined);
            selection.select(left);
            onCancelled();
          }}
        />
      )}
    </>
  );
}
