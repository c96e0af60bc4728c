import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Fragment } from 'react';
import { temporalTranslationRef } from '../translation';

const ENTITY_REF = /([a-z][a-z0-9]*:[a-z0-9-]+\/[a-z0-9][a-z0-9_.-]*[a-z0-9])/i;

/** Why something is denied; whom to ask is a link, in the text or after it. */
export function Reason(props: {
  readonly text: string;
  readonly ask: readonly string[];
}) {
  const { text, ask } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const parts = text.split(ENTITY_REF);
  const unnamed = ask.filter(ref => !parts.includes(ref));
  return (
    <>
      {parts.map((part, position) =>
        // Splitting by a group leaves what it matched at the odd places.
        position % 2 === 1 ? (
          <EntityRefLink key={position} entityRef={part} hideIcon />
        ) : (
          <Fragment key={position}>{part}</Fragment>
        ),
      )}
      {unnamed.length > 0 && (
        <>
          {'. '}
          {t('action.ask')}{' '}
          <EntityRefLinks
            entityRefs={[...unnamed]}
            defaultKind="group"
            hideIcons
          />
        </>
      )}
    </>
  );
}
