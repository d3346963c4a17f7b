import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { NO_TARGET, postSchema, type VariantDraft } from '../../act/social/post-draft.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { NameCard } from '../../ui/pieces/name-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SocialEdit } from '../../ui/views/social-views.ts';
import { AccountsCard } from './accounts-card.tsx';
import { VariantEditor } from './variant-editor.tsx';
import { WhenCard } from './when-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? '';
  const edit = await context.app.pages.social.edit(shop, id);
  if (!edit) throw new Response(null, { status: 404 });
  // one that is released is looked at, not edited; Shopify's parameters go along, or she would have to log in
  if (edit === 'out') throw redirect(`/app/campaigns/social/${id}${new URL(request.url).search}`);
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
  const draft = useSavedDraft(edit.draft, (value) => ({ revision: edit.revision, draft: value }));
  const { name, when, variants } = draft.value;
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
    <DraftPage
      id="social-post"
      bar={draft.bar}
      title={name || t('social.fresh')}
      backAction={{ content: t('social.title'), url: '/app/campaigns/social' }}
      primaryAction={{
        content: t('social.review'),
        // a greyed link would still be one to who cannot see
        ...(draft.dirty
          ? { disabled: true, helpText: t('campaigns.saveFirst') }
          : { url: `/app/campaigns/social/${edit.id}` }),
      }}
    >
      <BlockStack gap="400">
        <NameCard name={name} change={(next) => draft.change({ name: next })} error={draft.errors['name']} />
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
    </DraftPage>
  );
}
