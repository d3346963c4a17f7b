import { Card, Checkbox, FormLayout, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../ui/use-draft.ts';
import type { StageNumbers } from '../../ui/views/stage-views.ts';

/** When somebody is loyal, whether leads fall back, and how soon the next step is hoped for. */
export function NumberFields({ draft, errors }: { draft: Draft<StageNumbers>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const field = (name: 'loyalOrders' | 'objectiveDays', unit: string) => (
    <TextField
      label={t(`stages.${name}`)}
      helpText={t(`stages.${name}Help`)}
      type="number"
      autoComplete="off"
      suffix={unit}
      value={Number.isNaN(draft.value[name]) ? '' : String(draft.value[name])}
      onChange={(text) => draft.change({ [name]: text === '' ? Number.NaN : Math.round(Number(text)) })}
      {...(name in errors ? { error: t(`stages.${name}Wrong`) } : {})}
    />
  );
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <FormLayout>
        <FormLayout.Group>
          {field('loyalOrders', t('editor.unit.orders', { count: 2 }))}
          {field('objectiveDays', t('editor.unit.days', { count: 2 }))}
        </FormLayout.Group>
        <Checkbox
          label={t('stages.goBack')}
          helpText={t('stages.goBackHelp')}
          checked={draft.value.goBack}
          onChange={(goBack) => draft.change({ goBack })}
        />
      </FormLayout>
    </Card>
  );
}
