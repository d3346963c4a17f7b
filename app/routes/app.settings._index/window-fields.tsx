import { Card, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

type Field =
  'credit.windowDays' | 'proof.threshold' | 'proof.windowHours' | 'proof.stockBelow' | 'interests.halfLifeDays';

/** Whole numbers of the settings, each with its unit. */
export function WindowFields(props: { draft: Draft<Settings>; errors: Record<string, string>; fields: Field[] }) {
  const { t } = useTranslation();
  const settings = props.draft.value;
  return (
    <Card>
      <FormLayout>
        {props.fields.map((field) => {
          const wrong = props.errors[field];
          const value = read(settings, field);
          return (
            <TextField
              key={field}
              type="number"
              autoComplete="off"
              label={t(`settings.${field}`)}
              suffix={t(`settings.unit.${field}`)}
              value={Number.isNaN(value) ? '' : String(value)}
              onChange={(text) => props.draft.change(write(settings, field, text === '' ? Number.NaN : Number(text)))}
              {...(wrong ? { error: t(wrong) } : {})}
            />
          );
        })}
      </FormLayout>
    </Card>
  );
}

function read(settings: Settings, field: Field): number {
  switch (field) {
    case 'credit.windowDays':
      return settings.credit.windowDays;
    case 'proof.threshold':
      return settings.proof.threshold;
    case 'proof.windowHours':
      return settings.proof.windowHours;
    case 'proof.stockBelow':
      return settings.proof.stockBelow;
    case 'interests.halfLifeDays':
      return settings.interests.halfLifeDays;
  }
}

function write({ credit, proof }: Settings, field: Field, value: number): Partial<Settings> {
  switch (field) {
    case 'credit.windowDays':
      return { credit: { ...credit, windowDays: value } };
    case 'proof.threshold':
      return { proof: { ...proof, threshold: value } };
    case 'proof.windowHours':
      return { proof: { ...proof, windowHours: value } };
    case 'proof.stockBelow':
      return { proof: { ...proof, stockBelow: value } };
    case 'interests.halfLifeDays':
      return { interests: { halfLifeDays: value } };
  }
}
