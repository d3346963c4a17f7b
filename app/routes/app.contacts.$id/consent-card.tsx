import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { WaitingCard } from '../../ui/pieces/waiting-card.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ChannelView, ContactConsentView, WishesView } from '../../ui/views/consent-views.ts';
import { ConsentByHand } from './consent-by-hand.tsx';
import { ConsentLog } from './consent-log.tsx';
import { usePurposeWords } from './use-purpose-words.ts';

/** What somebody agreed to on each channel, what shows it, and staff's word on it. */
export function ConsentCard({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<ContactConsentView | null>();
  const writing = useFetcher<ActionAnswer>();
  /** what had been answered when the form was opened: a later yes closes it */
  const [opened, setOpened] = useState<{ before: ActionAnswer | undefined } | null>(null);
  const address = `/app/contacts/${contact}/consent`;
  useToastOf(writing);
  // what was written is loaded again by itself
  useEffect(() => load(address), [load, address]);
  if (data === undefined) return <WaitingCard title={t('consentCard.title')} lines={4} />;
  if (data === null) return null;
  const send = (body: object) =>
    writing.submit(JSON.stringify(body), { method: 'post', action: address, encType: 'application/json' });
  const errors = writing.data?.errors ?? {};
  const isSaid = writing.data?.ok === true && writing.data !== opened?.before;
  const open = opened !== null && !isSaid;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('consentCard.title')}
        </Text>
        {data.suppressed && <Text as="p">{t('contact.suppressed')}</Text>}
        <ul className="consents">
          {data.channels.map((one) => (
            <ChannelLine key={`${one.channel} ${one.purpose}`} line={one} topics={data.topics} />
          ))}
        </ul>
        {data.wishes && <Wishes wishes={data.wishes} />}
        {errors['ask'] && (
          <Text as="p" tone="critical">
            {t(errors['ask'])}
          </Text>
        )}
        {open ? (
          <ConsentByHand
            channels={data.channels}
            errors={errors}
            busy={writing.state !== 'idle'}
            say={send}
            leave={() => setOpened(null)}
          />
        ) : (
          <Actions
            ask={data.ask}
            busy={writing.state !== 'idle'}
            send={send}
            open={() => setOpened({ before: writing.data })}
          />
        )}
        <ConsentLog
          log={data.log}
          topics={data.topics}
          undo={(entry) => send({ undo: entry })}
          busy={writing.state !== 'idle'}
        />
      </BlockStack>
    </Card>
  );
}

function Actions(props: {
  ask: ContactConsentView['ask'];
  busy: boolean;
  send: (body: object) => void;
  open: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { may, wait } = props.ask;
  return (
    <BlockStack gap="200">
      <ButtonGroup>
        <Button onClick={props.open}>{t('consentCard.change')}</Button>
        {may && (
          <Button loading={props.busy} onClick={() => props.send({ ask: true })}>
            {t('consentCard.ask')}
          </Button>
        )}
      </ButtonGroup>
      {may && (
        <Text as="p" tone="subdued">
          {t('consentCard.askHelp')}
        </Text>
      )}
      {wait !== null && (
        <Text as="p" tone="subdued">
          {t('consentCard.askedUntil', { when: format.moment(wait) })}
        </Text>
      )}
    </BlockStack>
  );
}

/** What she chose on the page behind each mail. */
function Wishes({ wishes }: { wishes: WishesView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { frequency, pausedUntil, language } = wishes;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('wishes.title')}
      </Text>
      <Text as="p">{t(`wishes.frequency.${frequency}`)}</Text>
      {pausedUntil !== null && <Text as="p">{t('wishes.paused', { day: format.day(pausedUntil) })}</Text>}
      {language !== null && <Text as="p">{t('wishes.language', { language: t(`word.${language}`) })}</Text>}
    </BlockStack>
  );
}

function ChannelLine({ line, topics }: { line: ChannelView; topics: ContactConsentView['topics'] }) {
  const { t } = useTranslation();
  const named = usePurposeWords(topics);
  const format = useFormat();
  const { channel, purpose, state, since, source, reachable } = line;
  return (
    <li>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" fontWeight="medium">
          {t(`channel.${channel}`)}
          {purpose !== 'marketing' && ` · ${named(purpose)}`}
        </Text>
        <Badge {...(state === 'subscribed' ? { tone: 'success' as const } : {})}>{t(`consent.${state}`)}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {since !== null &&
          source !== null &&
          t('consentCard.since', {
            day: format.day(since),
            source: t(`consentSource.${source.split(':', 1)[0]}`, { defaultValue: source }),
          })}
        {since === null && !reachable && t(`consentCard.unreachable.${channel === 'email' ? 'email' : 'phone'}`)}
      </Text>
    </li>
  );
}
