import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation, useNavigate, useNavigation } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, ButtonGroup, Card, Page, Text } from '@shopify/polaris';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tagName } from '../../understand/tags/tag-name.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { ExportButton } from '../../ui/pieces/export-button.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ContactQuery } from '../../ui/views/contact-views.ts';
import { ContactFilters, NO_FILTER } from './contact-filters.tsx';
import { contactParams, readContactQuery } from './contact-query.ts';
import { ContactTable } from './contact-table.tsx';
import { SegmentNote } from './segment-note.tsx';
import { SegmentModal } from './segment-modal.tsx';
import { TagModal } from './tag-modal.tsx';
import { TaggingBanner } from './tagging-banner.tsx';
import { useTagging } from './use-tagging.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const query = readContactQuery(new URL(request.url).searchParams);
  const { contacts, tags } = context.app.pages;
  return json({ query, list: await contacts.list(shop, query), tagging: await tags.tagging(shop) });
}

const MOST_TICKED = 250;
const deed = z.enum(['give', 'take']);
const form = z.union([
  z.object({ deed, tag: tagName, contacts: z.array(z.string().min(1).max(100)).min(1).max(MOST_TICKED) }),
  /** everybody whom the list shows at this address */
  z.object({ deed, tag: tagName, all: z.string().max(2000) }),
  z.object({ undo: z.string().min(1).max(100) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { tags } = context.app.pages;
  if ('undo' in asked) {
    await tags.undo(shop, asked.undo);
    return json<ActionAnswer>({ ok: true, says: 'tags.undoBegun' });
  }
  const whom = 'all' in asked ? readContactQuery(new URLSearchParams(asked.all)) : asked;
  await tags.begin(shop, asked.tag, whom, asked.deed);
  return json<ActionAnswer>({ ok: true, says: asked.deed === 'give' ? 'tags.givingBegun' : 'tags.takingBegun' });
}

export default function Contacts() {
  const { query, list, tagging } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const location = useLocation();
  const busy = useNavigation().state === 'loading';

  const many = useTagging(list, query, tagging);
  const go = useCallback((next: ContactQuery) => navigate(`?${contactParams(next)}`, { replace: true }), [navigate]);
  // pages are keyed by their last row, so the way back is the page one came from, and else the first
  const from: unknown = location.state?.from;
  const pagination = {
    hasNext: list.next !== null,
    hasPrevious: query.after !== null,
    onNext: () => navigate(`?${contactParams({ ...query, after: list.next })}`, { state: { from: location.search } }),
    onPrevious: () => {
      if (typeof from === 'string') navigate(-1);
      else navigate(`?${contactParams({ ...query, after: null })}`);
    },
  };

  const [puts, setPuts] = useState(false);
  const closePuts = useCallback(() => setPuts(false), []);
  // everybody whom a filter shows is a segment of that filter, which keeps itself
  const segmentActions =
    many.ticks.everything && 'beyond' in many.ticks
      ? []
      : [{ content: t('segments.people.ticked'), onAction: () => setPuts(true) }];

  return (
    <Page
      title={t('nav.contacts')}
      {...(list.any && list.total !== null
        ? { subtitle: t('contacts.total', { count: list.total, number: format.number(list.total) }) }
        : {})}
      secondaryActions={
        <ButtonGroup>
          {list.any && <Button url="/app/contacts/rfm">{t('nav.rfm')}</Button>}
          {list.any && <Button url="/app/contacts/scoring">{t('nav.scoring')}</Button>}
          {list.any && <Button url="/app/contacts/stages">{t('nav.stages')}</Button>}
          {list.any && <Button url="/app/contacts/tags">{t('nav.tags')}</Button>}
          {list.any && <Button url="/app/contacts/personas">{t('nav.personas')}</Button>}
          {list.any && <ExportButton />}
          {/* an empty list has one thing to do first: fill it */}
          <Button url="/app/contacts/new" variant={list.any ? 'primary' : 'secondary'}>
            {t('contacts.add')}
          </Button>
        </ButtonGroup>
      }
    >
      <TitleBar title={t('nav.contacts')} />
      {list.any ? (
        <BlockStack gap="300">
          <SegmentNote />
          {tagging && <TaggingBanner tagging={tagging} undo={many.undo} />}
          {puts && <SegmentModal contacts={many.ticks.selected} close={closePuts} />}
          {many.asks && <TagModal deed={many.asks} count={many.count} close={many.close} begin={many.begin} />}
          <Card padding="0">
            {/* on a phone they are drawn in the browser only, and the list must not move then */}
            <div className="filters-room">
              <ContactFilters query={query} busy={busy} change={go} personas={list.personas} />
            </div>
            {list.rows.length > 0 ? (
              <ContactTable
                rows={list.rows}
                pagination={pagination}
                ticks={{ ...many.ticks, actions: [...many.ticks.actions, ...segmentActions] }}
              />
            ) : (
              <Box padding="800">
                <BlockStack gap="200" inlineAlign="center">
                  <Text as="h2" variant="headingMd">
                    {t('contacts.noMatch')}
                  </Text>
                  <Text as="p" tone="subdued">
                    {t('contacts.noMatchText')}
                  </Text>
                  <Button onClick={() => go({ ...query, search: '', filter: NO_FILTER, after: null })}>
                    {t('contacts.showAll')}
                  </Button>
                </BlockStack>
              </Box>
            )}
          </Card>
        </BlockStack>
      ) : (
        <EmptyCard
          title={t('contacts.empty')}
          text={t('contacts.emptyText')}
          action={{ content: t('contacts.emptyImport'), url: '/app/settings/imports' }}
        />
      )}
    </Page>
  );
}
