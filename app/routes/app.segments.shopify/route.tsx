import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useSearchParams } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Button, Card, Page, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { TheirList, TheirSegmentView } from '../../ui/views/segment-views.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const search = new URL(request.url).searchParams.get('search') ?? '';
  return json({ list: await context.app.pages.segments.theirs(shop, search.slice(0, 100)) });
}

const asked = z.strictObject({ take: z.string().regex(/^\d{1,20}$/) });

/** Reads one of Shopify's own segments from now on. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { take } = await readJson(request, asked);
  const taken = await context.app.pages.segments.takeTheirs(shop, take);
  if (taken.ok) return redirect(`/app/segments/${taken.id}`);
  return json<ActionAnswer>(
    { ok: false, says: taken.reason === 'silent' ? 'segments.theirs.silent' : 'segments.theirs.gone' },
    422,
  );
}

export default function TheirSegments() {
  const { list } = useLoaderData<typeof loader>() as { list: TheirList };
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState(params.get('search') ?? '');
  const take = (id: string) =>
    fetcher.submit(JSON.stringify({ take: id }), { method: 'post', encType: 'application/json' });
  return (
    <Page
      narrowWidth
      title={t('segments.theirs.title')}
      subtitle={t('segments.theirs.text')}
      backAction={{ content: t('nav.segments'), url: '/app/segments' }}
    >
      <TitleBar title={t('segments.theirs.title')} />
      <Card padding="0">
        <Box padding={{ xs: '400', md: '500' }}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setParams(search === '' ? {} : { search });
            }}
          >
            <TextField
              label={t('segments.theirs.search')}
              autoComplete="off"
              value={search}
              onChange={setSearch}
              connectedRight={
                <Button submit size="large">
                  {t('segments.theirs.find')}
                </Button>
              }
            />
          </form>
        </Box>
        {!list.ok && (
          <Box padding={{ xs: '400', md: '500' }} paddingBlockStart="0">
            <Banner tone="warning">
              <Text as="p">{t('segments.theirs.silent')}</Text>
            </Banner>
          </Box>
        )}
        {list.ok && list.segments.length === 0 && (
          <Box padding={{ xs: '400', md: '500' }} paddingBlockStart="0">
            <Text as="p" tone="subdued">
              {t('segments.theirs.none')}
            </Text>
          </Box>
        )}
        {list.ok && list.segments.length > 0 && (
          <ul className="their-segments">
            {list.segments.map((segment) => (
              <Line key={segment.id} segment={segment} take={take} busy={fetcher.state !== 'idle'} />
            ))}
          </ul>
        )}
        {list.ok && list.more && (
          <Box padding={{ xs: '400', md: '500' }}>
            <Text as="p" tone="subdued">
              {t('segments.theirs.more')}
            </Text>
          </Box>
        )}
      </Card>
    </Page>
  );
}

function Line(props: { segment: TheirSegmentView; take: (id: string) => void; busy: boolean }) {
  const { id, name, query, here } = props.segment;
  const { t } = useTranslation();
  return (
    <li>
      <BlockStack gap="050">
        <span className="row-name">{name}</span>
        <code className="row-quiet">{query || t('segments.theirs.everybody')}</code>
        {here?.twin && <span className="row-quiet">{t('segments.theirs.twin')}</span>}
      </BlockStack>
      {here ? (
        <Button variant="plain" url={`/app/segments/${here.id}`} accessibilityLabel={t('segments.openNamed', { name })}>
          {t('segments.open')}
        </Button>
      ) : (
        <Button
          disabled={props.busy}
          onClick={() => props.take(id)}
          accessibilityLabel={t('segments.takeNamed', { name })}
        >
          {t('segments.take')}
        </Button>
      )}
    </li>
  );
}
