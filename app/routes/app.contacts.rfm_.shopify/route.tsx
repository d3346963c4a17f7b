import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GroupedContacts } from '../../ui/pieces/grouped-contacts.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { usePages } from '../../ui/use-pages.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.rfm.differing(shop, new URL(request.url).searchParams.get('after')));
}

/** Where Shopify's own group is another than ours. */
export default function Differing() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const pages = usePages(view.next);
  return (
    <Page title={t('rfm.differ.title')} backAction={{ content: t('nav.rfm'), url: '/app/contacts/rfm' }}>
      <TitleBar title={t('rfm.differ.title')} />
      <BlockStack gap="300">
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <BlockStack gap="100">
            {view.named > 0 && (
              <Text as="p">
                {t('rfm.shopifyText', {
                  count: view.named,
                  number: format.number(view.named),
                  agreed: format.number(view.agreed),
                  share: format.percent(view.agreed / view.named),
                })}
              </Text>
            )}
            <Text as="p" tone="subdued">
              {t('rfm.shopifyWhy')}
            </Text>
          </BlockStack>
        </Box>
        <Card padding="0">
          {view.rows.length > 0 ? (
            <GroupedContacts
              rows={view.rows}
              other={{ heading: t('rfm.differ.shopify'), short: 'Shopify', of: (row) => row.shopify }}
              pagination={pages}
            />
          ) : (
            <Box padding="800">
              <Text as="p">{t('rfm.differ.none')}</Text>
            </Box>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}
