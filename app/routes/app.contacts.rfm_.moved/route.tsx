import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Box, Card, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GroupedContacts } from '../../ui/pieces/grouped-contacts.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { usePages } from '../../ui/use-pages.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: params } = new URL(request.url);
  const get = (name: string) => params.get(name);
  const view = await context.app.pages.rfm.movers(shop, {
    from: get('from'),
    to: get('to'),
    before: get('before'),
    group: get('group'),
    after: get('after'),
  });
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

/** Who went from one group to another between two days. */
export default function Moved() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const pages = usePages(view.next);
  const day = (name: string) => format.day(Date.parse(`${name}T12:00Z`));
  const title = t('rfm.moved.title', { from: t(`group.${view.before}`), to: t(`group.${view.group}`) });
  return (
    <Page
      title={title}
      subtitle={t('rfm.moved.between', { from: day(view.period.from), to: day(view.period.to) })}
      backAction={{
        content: t('rfm.history.title'),
        url: `/app/contacts/rfm/history?from=${view.period.from}&to=${view.period.to}`,
      }}
    >
      <TitleBar title={title} />
      <Card padding="0">
        {view.rows.length > 0 ? (
          <GroupedContacts rows={view.rows} other={null} pagination={pages} />
        ) : (
          <Box padding="800">
            <Text as="p">{t('rfm.history.nobody')}</Text>
          </Box>
        )}
      </Card>
    </Page>
  );
}
