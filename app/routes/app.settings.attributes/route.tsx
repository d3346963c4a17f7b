import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Button, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ATTRIBUTE_TYPES } from '../../understand/attributes/declared.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useEditedList, type EditedAnswer } from '../../ui/use-edited-list.ts';
import type { DeclaredLine } from '../../ui/views/profile-views.ts';
import { AttributeForm } from './attribute-form.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ attributes: await context.app.pages.attributes.list(shop) });
}

const label = z.string().trim().min(1).max(60);
const choices = z.string().max(5000).default('');
const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('declare'), label, type: z.enum(ATTRIBUTE_TYPES), choices }),
  z.object({ intent: z.literal('change'), id: z.string(), label, choices }),
  z.object({ intent: z.literal('remove'), id: z.string() }),
  z.object({ intent: z.literal('restore'), id: z.string() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<EditedAnswer>({ ok: false, errors: { label: 'attributes.nameless' } }, 422);
  const { attributes } = context.app.pages;
  switch (read.data.intent) {
    case 'declare': {
      const state = await attributes.declare(shop, read.data);
      if (state === 'declared') return json<EditedAnswer>({ ok: true });
      return json<EditedAnswer>({ ok: false, errors: { label: `attributes.${state}` } }, 422);
    }
    case 'change':
      await attributes.change(shop, read.data.id, read.data);
      return json<EditedAnswer>({ ok: true });
    case 'remove':
      await attributes.remove(shop, read.data.id);
      return json<EditedAnswer>({ ok: true, says: 'attributes.isRemoved', removed: read.data.id });
    case 'restore':
      await attributes.restore(shop, read.data.id);
      return json<EditedAnswer>({ ok: true });
    default:
      return read.data satisfies never;
  }
}

export default function Attributes() {
  const { attributes } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const list = useEditedList();
  return (
    <Page
      title={t('nav.attributes')}
      subtitle={t('attributes.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      primaryAction={{ content: t('attributes.add'), onAction: list.add, disabled: list.isNew }}
    >
      <TitleBar title={t('nav.attributes')} />
      <BlockStack gap="400">
        {list.removed !== undefined && (
          <Banner
            tone="info"
            title={t('attributes.isRemoved')}
            action={{ content: t('word.undo'), onAction: () => list.send({ intent: 'restore', id: list.removed }) }}
          >
            <p>{t('attributes.kept')}</p>
          </Banner>
        )}
        {list.isNew && <AttributeForm close={list.close} />}
        {attributes.length === 0 && !list.isNew && (
          <EmptyCard title={t('attributes.empty')} text={t('attributes.emptyText')} />
        )}
        {attributes.map((attribute) =>
          list.isOpen(attribute.id) ? (
            <AttributeForm key={attribute.id} attribute={attribute} close={list.close} />
          ) : (
            <AttributeCard
              key={attribute.id}
              attribute={attribute}
              edit={() => list.edit(attribute.id)}
              remove={() => list.send({ intent: 'remove', id: attribute.id })}
            />
          ),
        )}
      </BlockStack>
    </Page>
  );
}

function AttributeCard({ attribute, edit, remove }: { attribute: DeclaredLine; edit: () => void; remove: () => void }) {
  const { t } = useTranslation();
  const of = { of: attribute.label };
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="050">
          <Text as="h2" variant="headingSm">
            {attribute.label}
          </Text>
          <Text as="p" tone="subdued">
            {t(`attributes.type_${attribute.type}`)}
            {attribute.choices.length > 0 && `: ${attribute.choices.join(', ')}`}
          </Text>
        </BlockStack>
        <InlineStack gap="200">
          <Button onClick={edit} accessibilityLabel={t('attributes.edit', of)}>
            {t('word.edit')}
          </Button>
          <Button onClick={remove} tone="critical" variant="tertiary" accessibilityLabel={t('attributes.remove', of)}>
            {t('word.remove')}
          </Button>
        </InlineStack>
      </InlineStack>
    </Card>
  );
}
