import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Page, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { NO_TARGET, postSchema, type VariantDraft } from '../../act/social/post-draft.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SocialEdit } from '../../ui/views/social-views.ts';
import { AccountsCard } from './accounts-card.tsx';
import { VariantEditor } from './variant-editor.tsx';
import { WhenCard } from './when-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? '';
  const edit = await context.app.pages.social.edit(shop, id);
  if (!edit) throw new Response(null, { status: 404 });
  // one that is released is looked at, not edited
  if (edit === 'out') throw redirect(`/app/campaigns/social/${id}`);
  return json({ edit });
}

const form = z.object({ revision: z.number().int().min(1), draft: postSchema });

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>({ ok: false, errors: { name: 'campaigns.needsName' } }, 422);
  const saved = await context.app.pages.social.save(shop, params['id'] ?? '', read.data.revision, read.data.draft);
  if (saved.ok) return json<ActionAnswer>({ ok: true });
  if (saved.reason === 'unknown') throw new Response(null, { status: 404 });
  return json<ActionAnswer>({ ok: false, says: `campaigns.refused.${saved.reason}` }, 409);
}

/** What a post says, where, to whom and when. */
export default function EditSocialPost() {
  const { edit } = useLoaderData<typeof loader>() as { edit: SocialEdit };
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const draft = useDraft(edit.draft);
  const { name, when, variants } = draft.value;
  const errors = (draft.dirty && fetcher.data?.errors) || {};
  const write = (next: VariantDraft[]) => draft.change({ variants: next });

  /** A new one begins with what the last one says. */
  const add = (account: string) => {
    const last = variants.at(-1);
    const taken = new Set(variants.map(({ id }) => id));
    const id = Array.from({ length: 40 }, (_, index) => `n${index}`).find((one) => !taken.has(one)) ?? 'n';
    const { text = '', picture = '', alt = '', link = '' } = last ?? {};
    write([...variants, { id, account, text, picture, alt, link, target: NO_TARGET }]);
  };

  return (
    <Page
      title={name || t('social.fresh')}
      backAction={{ content: t('social.title'), url: '/app/campaigns/social' }}
      primaryAction={{
        content: t('social.review'),
        url: `/app/campaigns/social/${edit.id}`,
        disabled: draft.dirty,
        ...(draft.dirty && { helpText: t('campaigns.saveFirst') }),
      }}
    >
      <TitleBar title={name || t('social.fresh')} />
      <SaveBar
        id="social-post"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={() =>
          fetcher.submit(JSON.stringify({ revision: edit.revision, draft: draft.value }), {
            method: 'post',
            encType: 'application/json',
          })
        }
        discard={() => draft.discard()}
      />
      <BlockStack gap="400">
        <Card padding={{ xs: '400', md: '500' }}>
          <TextField
            label={t('campaigns.name')}
            helpText={t('campaigns.nameHelp')}
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={(next) => draft.change({ name: next })}
            {...(errors['name'] ? { error: t(errors['name']) } : {})}
          />
        </Card>
        <AccountsCard
          accounts={edit.accounts}
          chosen={variants.map(({ account }) => account)}
          add={add}
          leave={(account) => write(variants.filter((one) => one.account !== account))}
        />
        {variants.map((variant, index) => (
          <VariantEditor
            key={variant.id}
            variant={variant}
            edit={edit}
            when={when}
            change={(part) => write(variants.map((one, place) => (place === index ? { ...one, ...part } : one)))}
            another={() => add(variant.account)}
            remove={() => write(variants.filter((_, place) => place !== index))}
          />
        ))}
        <WhenCard when={when} edit={edit} change={(next) => draft.change({ when: next })} />
      </BlockStack>
    </Page>
  );
}
