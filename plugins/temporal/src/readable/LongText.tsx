import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { useLanguage } from '../runs/useTicking';
import { temporalTranslationRef } from '../translation';
import { visibleText } from './visibleText';

const SHOWN = 1000;

/** Text of any length: its beginning, and all of it for those who ask. */
export function LongText({ text }: { readonly text: string }) {
  const [all, setAll] = useState(false);
  if (text.length <= SHOWN) {
    return <bdi>{visibleText(text)}</bdi>;
  }
  return (
    <>
      <bdi>{visibleText(all ? text : `${text.slice(0, SHOWN)}…`)}</bdi>{' '}
      <MoreButton length={text.length} all={all} onChange={setAll} />
    </>
  );
}

function MoreButton(props: {
  readonly length: number;
  readonly all: boolean;
  readonly onChange: (all: boolean) => void;
}) {
  const { length, all, onChange } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const characters = length.toLocaleString(useLanguage());
  return (
    <Button
      size="small"
      variant="tertiary"
      aria-expanded={all}
      onPress={() => onChange(!all)}
    >
      {all ? t('value.showLess') : t('value.showAll', { characters })}
    </Button>
  );
}
