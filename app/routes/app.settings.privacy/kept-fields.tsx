import { Card, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

type Kept = Settings['privacy'];

const FIELDS = ['deliveryDays', 'visitMonths', 'mailMonths', 'accessMonths'] as const satisfies (keyof Kept)[];

/** How long each kind of personal data is kept. */
export function KeptFields({ draft, errors }: { draft: Draft<Kept>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <FormLayout>
        {FIELDS.map((field) => {
          const wrong = errors[`privacy.${field}`];
          const value = draft.value[field];
          return (
            <TextField
              key={field}
              type="number"
              autoComplete="off"
              min={1}
              max={field === 'deliveryDays' ? 365 : 60}
              label={t(`privacy.field.${field}`)}
              helpText={t(`privacy.help.${field}`)}
              suffix={t(field === 'deliveryDays' ? 'privacy.days' : 'privacy.months')}
              value={Number.isNaN(value) ? '' : String(value)}
              onChange={(text) => draft.change({ [field]: text === '' ? Number.NaN : Number(text) })}
              {...(wrong ? { error: t(wrong) } : {})}
            />
          );
        })}
      </FormLayout>
    </Card>
  );
}
