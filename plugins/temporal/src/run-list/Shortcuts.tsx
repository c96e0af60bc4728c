import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, ToggleButton } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import type { FilterDraft } from '../filters/useFilterDraft';
import { useFilters } from '../filters/useFilters';
import { shortcuts } from './runFilters';
import { temporalRunListTranslationRef } from './runListTranslation';

/** What people look for most: their own runs, open ones, failed ones. */
export function Shortcuts({ draft }: { readonly draft: FilterDraft }) {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const identity = useApi(identityApiRef);
  const { filters } = useFilters();
  const { value: me } = useAsync(
    () => identity.getBackstageIdentity(),
    [identity],
  );
  const mine = me?.userEntityRef;
  const toggle = (name: string, value: string | undefined) => ({
    isSelected: value !== undefined && filters[name] === value,
    onChange: (isSelected: boolean) =>
      draft.choose({ [name]: isSelected ? value : undefined }),
  });
  return (
    <Flex gap="2" role="group" aria-label={t('shortcut.title')}>
      <ToggleButton
        {...toggle('initiator', mine)}
        isDisabled={mine === undefined}
      >
        {t('shortcut.mine')}
      </ToggleButton>
      {(['open', 'failed'] as const).map(name => (
        <ToggleButton key={name} {...toggle('status', shortcuts[name])}>
          {t(`shortcut.${name}`)}
        </ToggleButton>
      ))}
    </Flex>
  );
}
