import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readForm } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { SandMillTable } from '../../ui/sand-mill/sand-mill-table.tsx';
import { SandMill } from '../../ui/sand-mill/sand-mill.tsx';
import { Alarms } from './alarms.tsx';
import { GroupBars } from './group-bars.tsx';
import { RecoveredSentence } from './recovered-sentence.tsx';
import { Running } from './running.tsx';
import { SetupGuide } from './setup-guide.tsx';
import { UnmeasuredNote } from './unmeasured-note.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { search, searchParams } = new URL(request.url);
  // the action of a customer segment in Shopify opens the app with that segment
  if (searchParams.has('segment')) throw redirect(`/app/contacts${search}`);
  return json(await context.app.pages.home.view(shop));
}

const markForm = z.object({
  mark: z.enum(['ownMailOff', 'dismissed']),
  value: z.enum(['true', 'false']).transform((value) => value === 'true'),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { mark, value } = await readForm(request, markForm);
  await context.app.pages.home.mark(shop, mark, value);
  return json({ ok: true });
}

export default function Home() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page>
      <TitleBar title={t('nav.home')} />
      <BlockStack gap="400">
        <Alarms view={view} />
        <RecoveredSentence view={view} />
        <Layout>
          <Layout.Section>
            <Card padding={{ xs: '400', md: '500' }}>
              <BlockStack gap="300">
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">
                    {t('mill.title')}
                  </Text>
                  <Text as="p" tone="subdued">
                    {t('mill.text', { count: view.mill.days })}
                  </Text>
                </BlockStack>
                <div className="mill">
                  <SandMill mill={view.mill} />
                  <div className="mill-twin">
                    <SandMillTable mill={view.mill} />
                  </div>
                </div>
                <UnmeasuredNote mill={view.mill} />
              </BlockStack>
            </Card>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <SetupGuide setup={view.setup} />
              <Running view={view} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        <GroupBars groups={view.groups} />
      </BlockStack>
    </Page>
  );
}
