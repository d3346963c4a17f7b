import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, Icon, InlineStack, Link, Select, Text } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { TIMELINE_FAMILIES } from '../../understand/contacts/timeline-kinds.ts';
import type { TimelineEntry, TimelinePage } from '../../ui/views/contact-views.ts';
import { lookOf, sourceOf } from './timeline-words.ts';

/** Everything that was heard of a contact and concluded about it, newest first, a page at a time. */
export function Timeline({ first, contact, from }: { first: TimelinePage; contact: string; from: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (from !== null) place.current?.scrollIntoView();
  }, [from]);
  const [family, setFamily] = useState('');
  const narrowed = useFetcher<TimelinePage>();
  const page = family === '' ? first : narrowed.data;
  const choose = (value: string) => {
    setFamily(value);
    if (value !== '') narrowed.load(`/app/contacts/${contact}/timeline?family=${value}`);
  };
  const isLoading = family !== '' && narrowed.state !== 'idle';
  return (
    <div ref={place}>
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {t('contact.timeline')}
            </Text>
            <Select
              label={t('timelineFamily.label')}
              labelHidden
              options={['', ...TIMELINE_FAMILIES].map((value) => ({
                value,
                label: t(`timelineFamily.${value || 'all'}`),
              }))}
              value={family}
              onChange={choose}
            />
          </InlineStack>
          {from !== null && family === '' && (
            <InlineStack gap="200" blockAlign="center">
              <Text as="p" tone="subdued">
                {t('contact.timelineFrom', { moment: format.moment(from) })}
              </Text>
              <Link url={`/app/contacts/${contact}`}>{t('contact.timelineLatest')}</Link>
            </InlineStack>
          )}
          {isLoading && <Text as="p">{t('word.loading')}</Text>}
          {page?.entries.length === 0 && !isLoading && (
            <Text as="p">{t(family === '' ? 'contact.timelineEmpty' : 'timelineFamily.none')}</Text>
          )}
          {page && !isLoading && <Entries key={family} page={page} contact={contact} family={family} dayAbove={null} />}
        </BlockStack>
      </Card>
    </div>
  );
}

interface EntriesProps {
  page: TimelinePage;
  contact: string;
  family: string;
  dayAbove: string | null;
}

/** One page of entries, and behind its button the next one. */
function Entries({ page, contact, family, dayAbove }: EntriesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const older = useFetcher<TimelinePage>();
  const { next } = page;
  const days = byDay(page.entries, (at) => format.day(at));
  return (
    <>
      {days.map(({ day, entries }) => (
        <section key={day}>
          {day !== dayAbove && <h3 className="timeline-day">{day}</h3>}
          <ol className="timeline">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {older.data && (
        <Entries page={older.data} contact={contact} family={family} dayAbove={days.at(-1)?.day ?? dayAbove} />
      )}
      {next && !older.data && (
        <InlineStack align="center">
          <Button
            variant="plain"
            loading={older.state !== 'idle'}
            onClick={() =>
              older.load(`/app/contacts/${contact}/timeline?family=${family}&after=${encodeURIComponent(next)}`)
            }
          >
            {t('contact.older')}
          </Button>
        </InlineStack>
      )}
    </>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  const look = lookOf(entry.kind);
  const amount = entry.amount ?? null;
  return (
    <li className="timeline-entry">
      <span
        className="timeline-icon"
        data-warm={look.tone === 'warm' || undefined}
        data-decided={look.tone === 'decided' || undefined}
      >
        <Icon source={look.icon} />
      </span>
      <span className="timeline-text">
        {t(`timeline|${keyOf(entry)}`, {
          keySeparator: '|',
          defaultValue: entry.kind,
          about: aboutOf(entry, t),
          channel: entry.by ? t(`channel.${entry.by}`) : '',
          points: entry.points == null ? '' : format.change(entry.points),
          before: moved(entry, say(entry.before ?? ''), t),
          after: moved(entry, say(entry.after ?? ''), t),
        })}
        {amount !== null && <strong> · {format.money(amount, entry.currency ?? null)}</strong>}
        {entry.channel && <> · {t(`orderSource.${sourceOf(entry.channel)}`)}</>}
        {entry.unsure && <span className="timeline-from"> · {t('heard.verdict.unsure').toLowerCase()}</span>}
        <Came came={entry.came ?? null} />
        <span className="timeline-from"> · {fromOf(entry, t)}</span>
      </span>
      <time className="timeline-time" dateTime={new Date(entry.at).toISOString()} title={format.moment(entry.at)}>
        {format.time(entry.at)}
      </time>
    </li>
  );
}

/** Where an order is owed to: the last visit whose origin is known, and the first where that is another. */
function Came({ came }: { came: TimelineEntry['came'] | null }) {
  const { t } = useTranslation();
  if (!came?.last) return null;
  const { first, last } = came;
  const words =
    first === null || first === last ? t('timelineCame.last', { last }) : t('timelineCame.both', { first, last });
  return <span className="timeline-from"> · {words}</span>;
}

/** Who was in no stage or group before did not come from anywhere; what is not mail says by which channel it goes. */
function keyOf({ kind, before, by }: TimelineEntry): string {
  if ((kind === 'stage.moved' || kind === 'rfm.moved') && !before) return `${kind}.first`;
  return by && BY_OTHERS.has(kind) ? `${kind}.other` : kind;
}

const BY_OTHERS: ReadonlySet<string> = new Set(['message.submitted', 'consent.changed']);

type Translate = ReturnType<typeof useTranslation>['t'];

const fromOf = ({ from, by }: TimelineEntry, t: Translate) =>
  by && from === 'mail' ? t(`channel.${by}`) : t(`timelineFrom.${from}`);

function aboutOf(entry: TimelineEntry, t: Translate): string {
  if (entry.kind === 'consent.changed') return t(`consent.${entry.about ?? 'not_subscribed'}`).toLowerCase();
  if (entry.kind === 'automation.changed') return t(`automated.said.${entry.about === 'no' ? 'no' : 'yes'}`);
  if (entry.rule) return t(`rule|${entry.rule}`, { keySeparator: '|', defaultValue: entry.rule });
  if (entry.kind === 'page.viewed') return placeOf(entry.about ?? '', t);
  return entry.about ?? '';
}

/** Before the pages of a language that is not the shop's first: /it/cart, /pt-br/cart. */
const LANGUAGE = /^\/[a-z]{2}(-[a-z]{2})?(?=\/|$)/;

/** A page as a person says it: the address of a checkout is a key, not a place. */
function placeOf(address: string, t: Translate): string {
  const path = address.replace(LANGUAGE, '') || '/';
  if (path === '/') return t('timelinePlace.home');
  if (path === '/cart') return t('timelinePlace.cart');
  if (/^\/(checkouts|orders)\/.*thank[-_]you/.test(path)) return t('timelinePlace.thanks');
  return path.startsWith('/checkouts/') ? t('timelinePlace.checkout') : address;
}

function moved(entry: TimelineEntry, value: string, t: Translate): string {
  if (!value) return t('word.none').toLowerCase();
  if (entry.kind === 'rfm.moved') return t(`group.${value}`);
  if (entry.kind === 'temperature.moved') return t(`temperatureOf.${value}`, { defaultValue: value });
  if (entry.kind === 'stage.moved') return t(`stage.${value}_one`);
  return value;
}

function byDay(entries: TimelineEntry[], dayOf: (at: number) => string) {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
