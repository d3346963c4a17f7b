import { SaveBar as Bar } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';

/** Shopify's contextual save bar, shown while something is not saved. */
export function SaveBar(props: { id: string; dirty: boolean; busy: boolean; save: () => void; discard: () => void }) {
  const { t } = useTranslation();
  return (
    <Bar id={props.id} open={props.dirty} discardConfirmation>
      <button type="button" {...{ variant: 'primary' }} disabled={props.busy} onClick={props.save}>
        {t('word.save')}
      </button>
      <button type="button" disabled={props.busy} onClick={props.discard}>
        {t('word.discard')}
      </button>
    </Bar>
  );
}
