import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useFormAction, useLoaderData } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { ChevronLeftIcon, ChevronRightIcon } from '@shopify/polaris-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { CalendarView } from '../../ui/views/campaign-views.ts';
import { CalendarEntry } from './calendar-entry.tsx';
import { type Entry, entriesOf, type Move } from './entries.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.campaigns.calendar(shop, new URL(request.url).searchParams.get('month')));
}

const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false;
const form = z.object({
  kind: z.enum(['campaigns', 'social']),
  id: z.string().max(100),
  day: z
    .string()
    .regex(/^20\d\d-\d\d-\d\d$/)
    .refine(isDay),
});

/** To another day at the same hour. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { kind, id, day } = await readJson(request, form);
  const done = await context.app.pages[kind].move(shop, id, day);
  if (done.ok) return json<ActionAnswer>({ ok: true, says: 'campaigns.moved' });
  if (done.reason === 'unknown') throw new Response(null, { status: 404 });
  const past = done.reason === 'past' || (done.reason === 'problems' && done.problems.includes('past'));
  return json<ActionAnswer>({ ok: false, says: past ? 'campaigns.movePast' : 'campaigns.moveRefused' }, 409);
}

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** Mails and posts on their days. */
export default function Calendar() {
  const view = useLoaderData<typeof loader>() as CalendarView;
  const { t, i18n } = useTranslation();
  const shopify = useAppBridge();
  const moving = useFetcher<ActionAnswer>();
  const undoing = useFetcher<ActionAnswer>();
  useToastOf(undoing);
  const [dragged, setDragged] = useState<Entry | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const named = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options }).format(noon(day));
  const title = named(`${view.month}-15`, { month: 'long', year: 'numeric' });
  const [first = []] = view.weeks;
  const nothing = view.weeks.flat().every((cell) => entriesOf(cell).length === 0);

  // by its name: what is taken back from another page would be sent to that one
  const action = useFormAction();
  const send = (which: typeof moving, { kind, id }: Move, day: string) =>
    which.submit({ kind, id, day }, { method: 'post', encType: 'application/json', action });
  /** what it says when it is done, and how it is taken back */
  const done = useRef<() => void>(() => undefined);
  const move = (entry: Entry, day: string) => {
    if (day === entry.day) return;
    const words = t('campaigns.movedTo', { name: entry.name, day: named(day, { day: 'numeric', month: 'long' }) });
    const undo = { action: t('word.undo'), onAction: () => send(undoing, entry, entry.day) };
    done.current = () => shopify.toast.show(words, undo);
    send(moving, entry, day);
  };
  const answer = moving.data;
  useEffect(() => {
    if (!answer) return;
    if (answer.ok) done.current();
    else shopify.toast.show(t(answer.says ?? 'word.saveFailed'), { isError: true });
  }, [answer, done, shopify, t]);
  const drop = (day: string) => {
    setOver(null);
    setDragged(null);
    if (dragged) move(dragged, day);
  };

  return (
    <Page title={t('campaigns.calendar')} backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }} fullWidth>
      <TitleBar title={t('campaigns.calendar')} />
      <Card>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              <span className="calendar-month">{title}</span>
            </Text>
            <ButtonGroup variant="segmented">
              <Button
                icon={ChevronLeftIcon}
                url={`/app/campaigns/calendar?month=${view.before}`}
                accessibilityLabel={t('campaigns.monthBefore')}
              />
              <Button url="/app/campaigns/calendar">{t('campaigns.today')}</Button>
              <Button
                icon={ChevronRightIcon}
                url={`/app/campaigns/calendar?month=${view.after}`}
                accessibilityLabel={t('campaigns.monthAfter')}
              />
            </ButtonGroup>
          </InlineStack>
          <table className="calendar" aria-label={title}>
            <thead>
              <tr>
                {first.map(({ day }) => (
                  <th key={day} scope="col">
                    {named(day, { weekday: 'short' })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.weeks.map((week) => (
                <tr key={week[0]?.day}>
                  {week.map((cell) => (
                    <td
                      key={cell.day}
                      data-within={cell.within}
                      data-today={cell.day === view.today}
                      data-empty={entriesOf(cell).length === 0}
                      data-over={over === cell.day}
                      {...(cell.day === view.today && { 'aria-current': 'date' as const })}
                      onDragOver={(event) => {
                        if (!dragged) return;
                        event.preventDefault();
                        setOver(cell.day);
                      }}
                      onDrop={(event) => {
                        event.preventDefault();
                        drop(cell.day);
                      }}
                    >
                      <span className="calendar-day">
                        <span className="calendar-number">{Number(cell.day.slice(8))}</span>
                        <span className="calendar-name">
                          {named(cell.day, { weekday: 'long', day: 'numeric', month: 'long' })}
                        </span>
                      </span>
                      {entriesOf(cell).map((entry) => (
                        <CalendarEntry
                          key={entry.id}
                          entry={entry}
                          today={view.today}
                          drag={setDragged}
                          move={(day) => move(entry, day)}
                        />
                      ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Text as="p" tone="subdued">
            {t(nothing ? 'campaigns.calendarEmpty' : 'campaigns.calendarHelp')}
          </Text>
        </BlockStack>
      </Card>
    </Page>
  );
}
