import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { AgreedPlan } from '../../ui/views/import-views.ts';
import { ColumnTable } from './column-table.tsx';
import { ProofFields } from './proof-fields.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const mapping = await context.app.pages.imports.mapping(shop, params.id ?? '');
  // it is agreed on already, or thrown away: the list says how it stands
  if (!mapping) throw redirect('/app/settings/imports');
  return json(mapping);
}

const form = z.object({
  fields: z.array(z.string()),
  origin: z.string(),
  consent: z.discriminatedUnion('by', [
    z.object({ by: z.literal('none') }),
    z.object({ by: z.literal('column') }),
    z.object({ by: z.literal('statement'), text: z.string(), date: z.string() }),
  ]),
});

type Answer = { errors: Record<string, string> };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = form.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new Response(null, { status: 400 });
  const begun = await context.app.pages.imports.begin(shop, params.id ?? '', asked.data);
  if (begun.state === 'problems') return json<Answer>({ errors: begun.problems }, 422);
  return redirect(`/app/settings/imports${begun.state === 'known' ? '?known' : ''}`);
}

export default function Mapping() {
  const mapping = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<Answer>();
  const [plan, setPlan] = useState<AgreedPlan>({
    fields: mapping.columns.map((column) => column.field),
    origin: mapping.origin,
    consent: mapping.consent,
  });
  const errors = fetcher.data?.errors ?? {};
  const isList = mapping.kind === 'contacts';

  useEffect(() => {
    if (fetcher.data?.errors) shopify.toast.show(t('imports.notYet'), { isError: true });
  }, [fetcher.data, shopify, t]);

  return (
    <Page
      title={t(isList ? 'imports.mapTitle' : 'imports.mapSuppression')}
      subtitle={mapping.file}
      backAction={{ content: t('nav.imports'), url: '/app/settings/imports' }}
      primaryAction={{
        content: t('imports.begin'),
        loading: fetcher.state !== 'idle',
        onAction: () => fetcher.submit(JSON.stringify(plan), { method: 'post', encType: 'application/json' }),
      }}
    >
      <TitleBar title={t(isList ? 'imports.mapTitle' : 'imports.mapSuppression')} />
      <BlockStack gap="400">
        {errors.fields && (
          <Banner tone="critical">
            <Text as="p">{t(errors.fields)}</Text>
          </Banner>
        )}
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t('imports.columns')}
              </Text>
              <Text as="p" tone="subdued">
                {t(isList ? 'imports.columnsText' : 'imports.columnsSuppression')}
              </Text>
            </BlockStack>
            <ColumnTable
              columns={mapping.columns}
              attributes={mapping.attributes}
              fields={plan.fields}
              isList={isList}
              change={(fields) => setPlan({ ...plan, fields })}
            />
          </BlockStack>
        </Card>
        {isList && <ProofFields plan={plan} errors={errors} change={setPlan} />}
      </BlockStack>
    </Page>
  );
}
