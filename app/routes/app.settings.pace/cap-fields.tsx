import { BlockStack, Card, Checkbox, InlineGrid, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CAP_KINDS, type CapKind, type CapSetting, type PaceSettings } from '../../shop/settings/pace.ts';

const START: CapSetting = { most: 2, days: 7 };

interface Props {
  pace: PaceSettings;
  errors: Record<string, string>;
  change: (part: Partial<PaceSettings>) => void;
}

/** At most so many within so many days: of all marketing messages, and of each kind. */
export function CapFields({ pace, errors, change }: Props) {
  const { t } = useTranslation();
  const { caps, patienceDays } = pace;
  return (
    <Card>
      <BlockStack gap="400">
        {CAP_KINDS.map((kind) => (
          <CapField
            key={kind}
            kind={kind}
            cap={caps[kind]}
            wrong={(field) => errors[`pace.caps.${kind}.${field}`] !== undefined}
            change={(cap) => change({ caps: { ...caps, [kind]: cap } })}
          />
        ))}
        <TextField
          type="number"
          autoComplete="off"
          label={t('pace.patience')}
          helpText={t('pace.patienceHelp')}
          suffix={t('pace.days')}
          min={1}
          max={14}
          value={shown(patienceDays)}
          onChange={(text) => change({ patienceDays: read(text) })}
          {...(errors['pace.patienceDays'] ? { error: t('errors.pace.patienceDays') } : {})}
        />
      </BlockStack>
    </Card>
  );
}

function CapField(props: {
  kind: CapKind;
  cap: CapSetting | null;
  wrong: (field: 'most' | 'days') => boolean;
  change: (cap: CapSetting | null) => void;
}) {
  const { t } = useTranslation();
  const { kind, cap, wrong, change } = props;
  const title = t(`pace.cap.${kind}`);
  return (
    <BlockStack gap="200">
      <Checkbox label={title} checked={cap !== null} onChange={(on) => change(on ? START : null)} />
      {cap && (
        <div role="group" aria-label={title}>
          <InlineGrid columns={2} gap="300">
            <TextField
              type="number"
              autoComplete="off"
              label={t('pace.most')}
              suffix={t('pace.messages')}
              min={1}
              max={100}
              value={shown(cap.most)}
              onChange={(text) => change({ ...cap, most: read(text) })}
              {...(wrong('most') ? { error: t('errors.pace.most') } : {})}
            />
            <TextField
              type="number"
              autoComplete="off"
              label={t('pace.within')}
              suffix={t('pace.days')}
              min={1}
              max={90}
              value={shown(cap.days)}
              onChange={(text) => change({ ...cap, days: read(text) })}
              {...(wrong('days') ? { error: t('errors.pace.days') } : {})}
            />
          </InlineGrid>
        </div>
      )}
      {kind === 'all' && (
        <Text as="p" tone="subdued">
          {t('pace.capHelp')}
        </Text>
      )}
    </BlockStack>
  );
}

const shown = (value: number) => (Number.isNaN(value) ? '' : String(value));
const read = (text: string) => (text === '' ? Number.NaN : Number(text));
