import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../ui/views/consent-views.ts';

const STATES = ['unsubscribed', 'subscribed'] as const;

/** Staff's word on what somebody said to them, with how she said it. */
export function ConsentByHand(props: {
  channels: ChannelView[];
  errors: Record<string, string>;
  busy: boolean;
  say: (told: object) => void;
  leave: () => void;
}) {
  const { t } = useTranslation();
  const reachable = props.channels.filter((one) => one.reachable);
  const [chosen, choose] = useState(0);
  const [state, setState] = useState<(typeof STATES)[number]>('unsubscribed');
  const [note, setNote] = useState('');
  const one = reachable[chosen];
  const error = (field: string) => {
    const words = props.errors[field];
    return words ? { error: t(words) } : {};
  };
  return (
    <BlockStack gap="300">
      <Select
        label={t('consentCard.channel')}
        value={String(chosen)}
        options={reachable.map(({ channel, purpose }, index) => ({
          value: String(index),
          label: [
            t(`channel.${channel}`),
            ...(purpose === 'marketing' ? [] : [t(`consentPurpose.${purpose}`, { defaultValue: purpose })]),
          ].join(' · '),
        }))}
        onChange={(value) => choose(Number(value))}
      />
      <Select
        label={t('consentCard.state')}
        value={state}
        options={STATES.map((each) => ({ value: each, label: t(`consent.${each}`) }))}
        onChange={(value) => setState(STATES.find((each) => each === value) ?? 'unsubscribed')}
        {...error('state')}
      />
      <TextField
        label={t('consentCard.note')}
        helpText={t('consentCard.noteHelp')}
        value={note}
        maxLength={500}
        multiline={2}
        autoComplete="off"
        onChange={setNote}
        {...error('note')}
      />
      <InlineStack gap="200">
        <Button
          variant="primary"
          loading={props.busy}
          disabled={one === undefined}
          onClick={() => one && props.say({ say: state, channel: one.channel, purpose: one.purpose, note })}
        >
          {t('word.save')}
        </Button>
        <Button onClick={props.leave}>{t('word.discard')}</Button>
      </InlineStack>
    </BlockStack>
  );
}
