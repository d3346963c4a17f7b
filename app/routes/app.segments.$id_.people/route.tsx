import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, ChoiceList, Page, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { PeoplePut } from '../../ui/views/segment-views.ts';
import { Report } from './report.tsx';

const NEW = 'new';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? NEW;
  if (id === NEW) return json({ id: null, name: '' });
  const name = await context.app.pages.segments.staticName(shop, id);
  if (name === null) throw new Response(null, { status: 404 });
  return json({ id, name });
}

const form = z.strictObject({
  name: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(1_000_000),
  within: z.boolean(),
});

type Answer = PeoplePut | { ok: false; reason: 'fields'; fields: string[] };

/** Puts whoever has these addresses into a static segment, or takes them out; a new one is made for them. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.'));
    return json<Answer>({ ok: false, reason: 'fields', fields }, 422);
  }
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  const put = await context.app.pages.segments.putAddresses(shop, id, read.data);
  return json<Answer>(put, put.ok ? 200 : 422);
}

export default function People() {
  const { id, name: saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [name, setName] = useState(saved);
  const [text, setText] = useState('');
  const [within, setWithin] = useState(true);
  const answer = fetcher.data;
  // a list that is sent once more goes into the segment that was made for the first
  const made = answer?.ok ? answer.id : id;
  const missing = (field: string) =>
    answer?.ok === false && answer.reason === 'fields' && answer.fields.includes(field);
  const refused =
    answer?.ok === false && answer.reason !== 'fields'
      ? t(`segments.people.refused.${answer.reason}`, 'most' in answer ? { most: answer.most } : {})
      : undefined;
  const send = () =>
    fetcher.submit(JSON.stringify({ name, text, within }), {
      method: 'post',
      encType: 'application/json',
      action: `/app/segments/${made ?? NEW}/people`,
    });
  const title = t(id ? 'segments.people.add' : 'segments.people.make');
  return (
    <Page
      narrowWidth
      title={title}
      backAction={
        id ? { content: saved, url: `/app/segments/${id}` } : { content: t('nav.segments'), url: '/app/segments' }
      }
      primaryAction={{
        content: t(within ? 'segments.people.putIn' : 'segments.people.takeOut'),
        loading: fetcher.state !== 'idle',
        onAction: send,
      }}
    >
      <TitleBar title={title} />
      <BlockStack gap="400">
        {answer?.ok && <Report report={answer} within={within} />}
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="400">
            {!id && (
              <TextField
                label={t('segments.name')}
                autoComplete="off"
                maxLength={80}
                disabled={made !== null}
                value={name}
                onChange={setName}
                {...(missing('name') ? { error: t('segments.needsName') } : {})}
              />
            )}
            {id && (
              <ChoiceList
                title={t('segments.people.what')}
                choices={[
                  { value: 'in', label: t('segments.people.putIn') },
                  { value: 'out', label: t('segments.people.takeOut') },
                ]}
                selected={[within ? 'in' : 'out']}
                onChange={([chosen]) => setWithin(chosen !== 'out')}
              />
            )}
            <TextField
              label={t('segments.people.addresses')}
              helpText={t('segments.people.addressesHelp')}
              autoComplete="off"
              multiline={8}
              maxHeight={320}
              spellCheck={false}
              value={text}
              onChange={setText}
              {...(missing('text')
                ? { error: t('segments.people.needsAddresses') }
                : refused
                  ? { error: refused }
                  : {})}
            />
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
