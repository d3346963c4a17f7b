import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { ChevronLeftIcon, ChevronRightIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { CampaignState } from '../../ui/pieces/campaign-state.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { CalendarView, CampaignRow } from '../../ui/views/campaign-views.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.campaigns.calendar(shop, new URL(request.url).searchParams.get('month')));
}

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

export default function Calendar() {
  const view = useLoaderData<typeof loader>() as CalendarView;
  const { t, i18n } = useTranslation();
  const named = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options }).format(noon(day));
  const title = named(`${view.month}-15`, { month: 'long', year: 'numeric' });
  const [first = []] = view.weeks;
  const nothing = view.weeks.flat().every(({ campaigns }) => campaigns.length === 0);
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
                  {week.map(({ day, within, campaigns }) => (
                    <td
                      key={day}
                      data-within={within}
                      data-today={day === view.today}
                      data-empty={campaigns.length === 0}
                      {...(day === view.today && { 'aria-current': 'date' as const })}
                    >
                      <span className="calendar-day">
                        <span className="calendar-number">{Number(day.slice(8))}</span>
                        <span className="calendar-name">
                          {named(day, { weekday: 'long', day: 'numeric', month: 'long' })}
                        </span>
                      </span>
                      {campaigns.map((campaign) => (
                        <Entry key={campaign.id} campaign={campaign} />
                      ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {nothing && (
            <Text as="p" tone="subdued">
              {t('campaigns.calendarEmpty')}
            </Text>
          )}
        </BlockStack>
      </Card>
    </Page>
  );
}

function Entry({ campaign }: { campaign: CampaignRow }) {
  const format = useFormat();
  return (
    <Link to={`/app/campaigns/${campaign.id}`} className="calendar-entry" data-state={campaign.state}>
      <span className="calendar-time">{campaign.at === null ? '' : format.time(campaign.at)}</span>
      <span className="calendar-title">{campaign.name}</span>
      <CampaignState state={campaign.state} />
    </Link>
  );
}
