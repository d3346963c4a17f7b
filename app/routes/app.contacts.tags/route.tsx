import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tagName } from '../../understand/tags/tag-name.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { TagRuleView } from '../../ui/views/tag-views.ts';
import { NewRule } from './new-rule.tsx';
import { RulesCard } from './rules-card.tsx';
import { SharedCard } from './shared-card.tsx';
import { TagCounts } from './tag-counts.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.tags.view(shop));
}

const form = z.union([
  z.object({ tag: tagName, segment: z.string().min(1).max(100) }),
  z.object({ remove: z.string().min(1).max(100) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { tags } = context.app.pages;
  if ('remove' in asked) {
    await tags.remove(shop, asked.remove);
    return json<ActionAnswer>({ ok: true, says: 'tags.ruleRemoved' });
  }
  const written = await tags.write(shop, asked.tag, asked.segment);
  if (written === 'written') return json<ActionAnswer>({ ok: true, says: 'tags.ruleWritten' });
  return json<ActionAnswer>({ ok: false, errors: { segment: `tags.problem.${written}` } }, 422);
}

export default function Tags() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { busy, errors, send, putAway } = useDeeds<z.infer<typeof form>>();
  useWhileBuilding(view.settling);
  const remove = ({ id, tag, segment }: TagRuleView) =>
    putAway({ remove: id }, { says: 'tags.ruleRemoved', undo: { tag, segment: segment.id } });
  return (
    <Page
      title={t('nav.tags')}
      subtitle={t('tags.subtitle')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
    >
      <TitleBar title={t('nav.tags')} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <RulesCard rules={view.rules} settling={view.settling} remove={remove} />
            <NewRule
              key={view.rules.length}
              segments={view.segments}
              busy={busy}
              errors={errors}
              write={(tag, segment) => send({ tag, segment })}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <TagCounts tags={view.tags} />
            <SharedCard shared={view.shared} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
