import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useSearchParams } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Badge, BlockStack, Button, Card, InlineStack, Layout, Link, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailFrame } from '../../ui/mail-editor/mail-frame.tsx';
import { DeviceSwitch, type Device } from '../../ui/pieces/device-switch.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { templates } = context.app.pages;
  const id = params['id'] ?? '';
  const versions = await templates.versions(shop, id);
  if (!versions) throw new Response(null, { status: 404 });
  const asked = Number(new URL(request.url).searchParams.get('show'));
  const shown = versions.rows.find(({ version }) => version === asked) ?? versions.rows[0];
  const html = shown ? await templates.versionHtml(shop, id, shown.version) : null;
  return json({ id, ...versions, shown: shown?.version ?? null, html });
}

const form = z.object({ takeBack: z.number().int().min(1) });

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { takeBack } = await readJson(request, form);
  const id = params['id'] ?? '';
  if (!(await context.app.pages.templates.takeBack(shop, id, takeBack))) throw new Response(null, { status: 404 });
  return redirect(`/app/campaigns/templates/${id}`);
}

export default function Versions() {
  const { id, name, rows, shown, html } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher();
  const [params] = useSearchParams();
  const [device, setDevice] = useState<Device>('desktop');
  const to = (version: number) => {
    const next = new URLSearchParams(params);
    next.set('show', String(version));
    return `?${next}`;
  };
  const title = t('templates.versionsOf', { name });
  return (
    <Page
      title={title}
      subtitle={t('templates.versionsText')}
      backAction={{ content: name, url: `/app/campaigns/templates/${id}` }}
    >
      <TitleBar title={title} />
      <Layout>
        <Layout.Section variant="oneThird">
          <Card padding={{ xs: '400', md: '500' }}>
            <ul className="mail-versions">
              {rows.map((row) => (
                <li key={row.version} {...(row.version === shown && { 'aria-current': true as const })}>
                  <BlockStack gap="100">
                    <InlineStack gap="200" blockAlign="center">
                      <Link url={to(row.version)} removeUnderline>
                        {t('templates.version', { version: row.version })}
                      </Link>
                      {row.current && <Badge tone="success">{t('templates.current')}</Badge>}
                    </InlineStack>
                    <Text as="span" tone="subdued" variant="bodySm">
                      {format.moment(row.at)}
                    </Text>
                  </BlockStack>
                  <Button
                    size="slim"
                    loading={fetcher.state !== 'idle'}
                    accessibilityLabel={t('templates.takeBackOf', { version: row.version })}
                    onClick={() =>
                      fetcher.submit({ takeBack: row.version }, { method: 'post', encType: 'application/json' })
                    }
                  >
                    {t('templates.takeBack')}
                  </Button>
                </li>
              ))}
            </ul>
          </Card>
        </Layout.Section>
        <Layout.Section>
          <Card padding={{ xs: '400', md: '500' }}>
            <BlockStack gap="300">
              <InlineStack align="space-between" blockAlign="center">
                <Text as="h2" variant="headingMd">
                  {shown === null ? t('mailEditor.preview') : t('templates.version', { version: shown })}
                </Text>
                <DeviceSwitch device={device} change={setDevice} />
              </InlineStack>
              <div className="preview-stage">
                <MailFrame title={t('mailEditor.preview')} html={html ?? ''} device={device} scheme="light" />
              </div>
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
