import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate, useRevalidator, useSearchParams } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, ChoiceList, DropZone, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { FileReason, ImportKind } from '../../ui/views/import-views.ts';
import { ImportCard } from './import-card.tsx';

const LOOK_EVERY = 2000;
const KINDS = ['orders', 'contacts', 'suppression'] as const satisfies readonly ImportKind[];
const UNDER_WAY = new Set(['queued', 'running', 'undoing']);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.imports.list(shop));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = z.object({ undo: z.string() }).safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new Response(null, { status: 400 });
  await context.app.pages.imports.undo(shop, asked.data.undo);
  return json<ActionAnswer>({ ok: true, says: 'imports.undoing' });
}

export default function Imports() {
  const imports = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const undo = useFetcher<ActionAnswer>();
  const asked = useSearchParams()[0].get('kind');
  const [kind, setKind] = useState<ImportKind>(KINDS.find((one) => one === asked) ?? 'orders');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ name: string; reason: FileReason } | null>(null);
  useToastOf(undo);
  const isKnown = useSearchParams()[0].has('known');
  const running = imports.some(({ state }) => UNDER_WAY.has(state));

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
    setRefused(null);
    try {
      const query = new URLSearchParams({ kind, name: file.name, _data: 'routes/app.settings.imports_.upload' });
      const answer = await fetch(`/app/settings/imports/upload?${query}`, {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'text/csv' },
      });
      if (answer.status === 422) {
        const { refused: reason } = (await answer.json()) as { refused: FileReason };
        return setRefused({ name: file.name, reason });
      }
      if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
      const { id } = (await answer.json()) as { id: string };
      if (kind === 'orders') revalidate();
      else navigate(`/app/settings/imports/${id}`);
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
        {isKnown && (
          <Banner tone="info">
            <Text as="p">{t('imports.known')}</Text>
          </Banner>
        )}
        {refused && (
          <Banner tone="critical" title={t('imports.notIn', { name: refused.name })} onDismiss={() => setRefused(null)}>
            <Text as="p" breakWord>
              {t(`imports.whole.${refused.reason.code}`, { value: refused.reason.value })}
            </Text>
          </Banner>
        )}
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="400">
            <ChoiceList
              title={t('imports.what')}
              choices={KINDS.map((value) => ({
                value,
                label: t(`imports.kind.${value}`),
                helpText: t(`imports.kindText.${value}`),
              }))}
              selected={[kind]}
              onChange={([chosen]) => setKind(chosen as ImportKind)}
            />
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
            <Text as="p" tone="subdued">
              {t('imports.how')}
            </Text>
          </BlockStack>
        </Card>
        {imports.map((each) => (
          <ImportCard
            key={each.id}
            each={each}
            busy={undo.state !== 'idle'}
            undo={() => undo.submit(JSON.stringify({ undo: each.id }), { method: 'post', encType: 'application/json' })}
          />
        ))}
      </BlockStack>
    </Page>
  );
}
