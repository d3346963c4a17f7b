import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Card, DropZone, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requireShop } from '../../ui/require-shop.server.ts';
import { ImportCard } from './import-card.tsx';

const LOOK_EVERY = 2000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.imports.list(shop));
}

export default function Imports() {
  const imports = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const { revalidate } = useRevalidator();
  const [busy, setBusy] = useState(false);
  const running = imports.some(({ state }) => state === 'queued' || state === 'running');

  // the work goes on without this page; while it is open, it looks again
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [running, revalidate]);

  const upload = async (file: File) => {
    setBusy(true);
    try {
      const answer = await fetch(
        `/app/settings/imports/upload?name=${encodeURIComponent(file.name)}&_data=routes%2Fapp.settings.imports_.upload`,
        {
          method: 'POST',
          body: file,
          headers: { 'Content-Type': 'text/csv' },
        },
      );
      if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
      revalidate();
    } catch {
      shopify.toast.show(t('imports.failed'), { isError: true });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page
      title={t('nav.imports')}
      subtitle={t('imports.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('nav.imports')} />
      <BlockStack gap="400">
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="300">
            <Text as="p">{t('imports.how')}</Text>
            <DropZone
              accept=".csv,text/csv"
              type="file"
              allowMultiple={false}
              disabled={busy}
              label={t('imports.label')}
              labelHidden
              onDropAccepted={([file]) => {
                if (file) void upload(file);
              }}
            >
              <DropZone.FileUpload
                actionTitle={t(busy ? 'imports.uploading' : 'imports.choose')}
                actionHint={t('imports.hint')}
              />
            </DropZone>
          </BlockStack>
        </Card>
        {imports.map((each) => (
          <ImportCard key={each.id} each={each} />
        ))}
      </BlockStack>
    </Page>
  );
}
