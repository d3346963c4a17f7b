import { Badge, BlockStack, Card, Checkbox, InlineStack, Link, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { SHORT_CHANNELS } from '../../act/messages/texts/short-document.ts';
import type { RecoveryReminder, ReminderView } from '../../ui/views/reminder-views.ts';
import type { ShortChannel } from '../../ui/views/text-views.ts';
import { DelayField } from './delay-field.tsx';

interface Props {
  reminder: RecoveryReminder;
  known: ReminderView;
  errors: Record<string, string>;
  change: (part: Partial<RecoveryReminder>) => void;
}

/** Once more, by SMS, WhatsApp or notification, to whoever has not bought since the mail. */
export function ReminderCard({ reminder, known, errors, change }: Props) {
  const { t } = useTranslation();
  const { on, channel } = reminder;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('recovery.reminder.title')}
          </Text>
          <Badge {...(on ? { tone: 'success' as const } : {})}>{t(on ? 'word.on' : 'word.off')}</Badge>
        </InlineStack>
        <Checkbox
          label={t('recovery.reminder.on')}
          helpText={t('recovery.reminder.onHelp')}
          checked={on}
          onChange={(next) => change({ on: next })}
        />
        {on && (
          <>
            <Select
              label={t('recovery.reminder.channel')}
              value={channel}
              options={SHORT_CHANNELS.map((each) => ({ label: t(`channel.${each}`), value: each }))}
              onChange={(next: ShortChannel) => change({ channel: next, template: '' })}
              helpText={<Carried channel={channel} carried={known.carried[channel]} />}
            />
            <TemplateChoice reminder={reminder} known={known} wrong={'reminder.template' in errors} change={change} />
            <DelayField
              label={t('recovery.reminder.delay')}
              helpText={t('recovery.reminder.delayHelp')}
              minutes={reminder.delayMinutes}
              error={errors['reminder.delayMinutes'] ? t('errors.delayMinutes') : undefined}
              change={(delayMinutes) => change({ delayMinutes })}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}

/** Who gets it on this channel; or, while nobody could, what to do first. */
function Carried({ channel, carried }: { channel: ShortChannel; carried: boolean }) {
  const { t } = useTranslation();
  if (carried) return t(`recovery.reminder.who.${channel}`);
  if (channel === 'push') return t('recovery.reminder.noBrowser');
  return (
    <>
      {t(`texts.noSender.${channel}`)} <Link url="/app/settings/texts/new">{t('texts.addSender')}</Link>
    </>
  );
}

interface ChoiceProps extends Pick<Props, 'reminder' | 'known' | 'change'> {
  wrong: boolean;
}

function TemplateChoice({ reminder: { channel, template }, known, wrong, change }: ChoiceProps) {
  const { t } = useTranslation();
  const ofChannel = known.templates.filter((one) => one.channel === channel);
  const chosen = ofChannel.find(({ id }) => id === template);
  if (ofChannel.length === 0) {
    return (
      <BlockStack gap="100">
        <Text as="p" {...(wrong ? { tone: 'critical' as const } : {})}>
          {t(`recovery.reminder.none.${channel}`)}
        </Text>
        <InlineStack>
          <Link url="/app/campaigns/texts">{t('recovery.reminder.write')}</Link>
        </InlineStack>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="200">
      <Select
        label={t('recovery.reminder.template')}
        value={template}
        options={[
          { label: t('recovery.reminder.choose'), value: '', disabled: true },
          ...ofChannel.map(({ id, name }) => ({ label: name, value: id })),
        ]}
        onChange={(next) => change({ template: next })}
        helpText={t('recovery.reminder.templateHelp')}
        {...(wrong ? { error: t('recovery.reminder.wrong') } : {})}
      />
      {chosen && !chosen.cart && (
        <Text as="p" tone="caution">
          {t('recovery.reminder.noCart')}
        </Text>
      )}
      {chosen &&
        (chosen.removed ? (
          <Text as="p">{t('recovery.templateRemoved')}</Text>
        ) : (
          <InlineStack>
            <Link url={`/app/campaigns/texts/${chosen.id}`}>{t('recovery.openTemplate')}</Link>
          </InlineStack>
        ))}
    </BlockStack>
  );
}
