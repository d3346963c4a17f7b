import { Badge, BlockStack, Button, Card, InlineStack, RangeSlider, Select, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Draft } from '../../ui/use-draft.ts';
import type { RecoverySettings as Settings, RecoveryTemplate } from '../../ui/views/recovery-views.ts';
import { MailChoice } from './mail-choice.tsx';

const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof UNITS;

export function RecoverySettings(props: {
  draft: Draft<Settings>;
  templates: readonly RecoveryTemplate[];
  waiting: number;
  errors: Record<string, string>;
  busy: boolean;
  turn: (on: boolean) => void;
}) {
  const { draft, errors } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { on, holdoutShare } = draft.value;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="500">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {t('journey.recovery')}
              </Text>
              <Badge {...(on ? { tone: 'success' as const } : {})}>{t(on ? 'word.on' : 'word.off')}</Badge>
            </InlineStack>
            <Button variant={on ? 'secondary' : 'primary'} loading={props.busy} onClick={() => props.turn(!on)}>
              {t(on ? 'recovery.turnOff' : 'recovery.turnOn')}
            </Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('recovery.what')}
          </Text>
          {on && (
            <Text as="p" tone="subdued">
              {t('running.waiting', { count: props.waiting, number: format.number(props.waiting) })}
            </Text>
          )}
        </BlockStack>
        <MailChoice
          templates={props.templates}
          template={draft.value.template}
          error={errors['template'] ? t('errors.template') : undefined}
          change={(template) => draft.change({ template })}
        />
        <DelayField
          minutes={draft.value.delayMinutes}
          error={errors['delayMinutes'] ? t('errors.delayMinutes') : undefined}
          change={(delayMinutes) => draft.change({ delayMinutes })}
        />
        <RangeSlider
          label={t('recovery.holdout', { share: format.percent(holdoutShare) })}
          min={0}
          max={50}
          step={5}
          value={Math.round(holdoutShare * 100)}
          onChange={(value) => draft.change({ holdoutShare: Number(value) / 100 })}
          helpText={t(holdoutShare > 0 ? 'recovery.holdoutHelp' : 'recovery.holdoutNone')}
          output
        />
        <TextField
          label={t('recovery.tag')}
          helpText={t('recovery.tagHelp')}
          maxLength={60}
          autoComplete="off"
          value={draft.value.tag}
          onChange={(tag) => draft.change({ tag })}
          {...(errors['tag'] ? { error: t('errors.tag') } : {})}
        />
      </BlockStack>
    </Card>
  );
}

/** Minutes in the unit a person would say them in. */
function DelayField(props: { minutes: number; error: string | undefined; change: (minutes: number) => void }) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(unitOf(props.minutes));
  const amount = props.minutes / UNITS[unit];
  return (
    <TextField
      label={t('recovery.delay')}
      helpText={t('recovery.delayHelp')}
      type="number"
      min={unit === 'minutes' ? 15 : 1}
      autoComplete="off"
      value={Number.isNaN(amount) ? '' : String(Math.round(amount * 100) / 100)}
      onChange={(text) => props.change(text === '' ? Number.NaN : Math.round(Number(text) * UNITS[unit]))}
      {...(props.error ? { error: props.error } : {})}
      connectedRight={
        <Select
          label={t('recovery.unit')}
          labelHidden
          value={unit}
          options={(Object.keys(UNITS) as Unit[]).map((each) => ({ label: t(`recovery.${each}`), value: each }))}
          onChange={(next: Unit) => {
            setUnit(next);
            props.change(Math.round(amount * UNITS[next]));
          }}
        />
      }
    />
  );
}

function unitOf(minutes: number): Unit {
  if (minutes % UNITS.days === 0) return 'days';
  return minutes % UNITS.hours === 0 ? 'hours' : 'minutes';
}
