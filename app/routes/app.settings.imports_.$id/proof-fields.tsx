import { BlockStack, Card, ChoiceList, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ORIGINS } from '../../listen/imports/contacts-plan.ts';
import type { AgreedPlan, ConsentProof } from '../../ui/views/import-views.ts';

interface Props {
  plan: AgreedPlan;
  errors: Record<string, string>;
  change: (plan: AgreedPlan) => void;
}

const NOTHING: Record<ConsentProof['by'], ConsentProof> = {
  none: { by: 'none' },
  column: { by: 'column' },
  statement: { by: 'statement', text: '', date: '' },
};

/** Where the list comes from, and what shows that these people want mail. */
export function ProofFields({ plan, errors, change }: Props) {
  const { t } = useTranslation();
  const { consent, origin } = plan;
  const isBought = origin === 'bought';
  const words = (part: string) => (errors[part] ? { error: t(errors[part]) } : {});
  const said = (more: { text?: string; date?: string }) => {
    if (consent.by === 'statement') change({ ...plan, consent: { ...consent, ...more } });
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('imports.consentTitle')}
        </Text>
        <Select
          label={t('imports.origin')}
          options={ORIGINS.map((value) => ({ value, label: t(`imports.originOf.${value}`) }))}
          value={origin}
          onChange={(value) =>
            change({
              ...plan,
              origin: value,
              consent: value === 'bought' && consent.by === 'statement' ? NOTHING.none : consent,
            })
          }
        />
        <ChoiceList
          title={t('imports.proof')}
          choices={(['none', 'column', 'statement'] as const).map((by) => ({
            value: by,
            label: t(`imports.proofBy.${by}`),
            helpText: t(by === 'statement' && isBought ? 'imports.proofBought' : `imports.proofText.${by}`),
            disabled: by === 'statement' && isBought,
          }))}
          selected={[consent.by]}
          onChange={([by]) => change({ ...plan, consent: NOTHING[by as ConsentProof['by']] })}
          {...words('consent')}
        />
        {consent.by === 'statement' && (
          <>
            <TextField
              label={t('imports.statement')}
              helpText={t('imports.statementText')}
              multiline={3}
              maxLength={1000}
              autoComplete="off"
              value={consent.text}
              onChange={(text) => said({ text })}
              {...words('text')}
            />
            <TextField
              label={t('imports.statementDate')}
              type="date"
              autoComplete="off"
              value={consent.date}
              onChange={(date) => said({ date })}
              {...words('date')}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}
