import { Card, Checkbox, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../ui/use-draft.ts';
import type { SenderDraft } from '../../ui/views/mail-sender-views.ts';

const START = { first: 50, target: 5000 };

const numberOf = (text: string) => {
  const number = Math.floor(Number(text));
  return text.trim() === '' || !Number.isFinite(number) || number < 1 ? null : number;
};

/** How fast it may go, and how a new one begins. */
export function PaceFields({ draft }: { draft: Draft<SenderDraft> }) {
  const { t } = useTranslation();
  const { value, change } = draft;
  const { warmUp } = value;
  const field = (name: 'perSecond' | 'perHour') => (
    <TextField
      label={t(`mailSender.${name}`)}
      type="number"
      min={1}
      autoComplete="off"
      placeholder={t('mailSender.noLimit')}
      value={value[name] === null ? '' : String(value[name])}
      onChange={(text) => change({ [name]: numberOf(text) })}
    />
  );
  return (
    <Card>
      <FormLayout>
        <FormLayout.Group>
          {field('perSecond')}
          {field('perHour')}
        </FormLayout.Group>
        <Checkbox
          label={t('mailSender.warmUp')}
          helpText={t('mailSender.warmUpHelp')}
          checked={warmUp !== null}
          onChange={(on) => change({ warmUp: on ? START : null })}
        />
        {warmUp && (
          <FormLayout.Group>
            <TextField
              label={t('mailSender.warmFirst')}
              type="number"
              min={1}
              autoComplete="off"
              value={String(warmUp.first)}
              onChange={(text) => change({ warmUp: { ...warmUp, first: numberOf(text) ?? 1 } })}
            />
            <TextField
              label={t('mailSender.warmTarget')}
              type="number"
              min={1}
              autoComplete="off"
              value={String(warmUp.target)}
              onChange={(text) => change({ warmUp: { ...warmUp, target: numberOf(text) ?? 1 } })}
            />
          </FormLayout.Group>
        )}
      </FormLayout>
    </Card>
  );
}
