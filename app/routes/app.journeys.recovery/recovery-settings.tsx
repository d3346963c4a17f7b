import { Badge, BlockStack, Button, Card, InlineStack, RangeSlider, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Draft } from '../../ui/use-draft.ts';
import type { RecoverySettings as Settings, RecoveryTemplate } from '../../ui/views/recovery-views.ts';
import { DelayField } from './delay-field.tsx';
import { MailChoice } from './mail-choice.tsx';

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
          error={errors['template'] ? t('recovery.templateGone') : undefined}
          change={(template) => draft.change({ template })}
        />
        <DelayField
          label={t('recovery.delay')}
          helpText={t('recovery.delayHelp')}
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
