import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Link,
  Page,
  ResourceItem,
  ResourceList,
  Text,
} from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { SHORT_CHANNELS } from '../../act/messages/texts/short-document.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ShortChannel } from '../../ui/views/text-views.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ templates: await context.app.pages.texts.list(shop) });
}

const id = z.string().min(1).max(100);
const form = z.union([
  z.object({
    name: z.string().trim().min(1).max(100),
    channel: z.enum(SHORT_CHANNELS),
    locale: z.enum(['en', 'it']),
  }),
  z.object({ remove: id }),
  z.object({ restore: id }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { texts } = context.app.pages;
  const asked = await readJson(request, form);
  if ('name' in asked) return redirect(`/app/campaigns/texts/${await texts.create(shop, asked)}`);
  if ('remove' in asked) await texts.remove(shop, asked.remove);
  else await texts.restore(shop, asked.restore);
  return json<ActionAnswer>({ ok: true, says: `templates.${'remove' in asked ? 'removed' : 'restored'}` });
}

/** Texts and notifications that were written to be sent by campaigns. */
export default function ShortTemplates() {
  const { templates } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { busy, send, putAway } = useDeeds<z.infer<typeof form>>();
  const create = (channel: ShortChannel) => {
    const locale = toLocale(i18n.language);
    send({ name: t(`texts.fresh.${channel}`), channel, locale });
  };
  return (
    <Page
      title={t('texts.title')}
      subtitle={t('texts.subtitle')}
      backAction={{ content: t('nav.templates'), url: '/app/campaigns/templates' }}
    >
      <TitleBar title={t('texts.title')} />
      <BlockStack gap="400">
        <Card padding={{ xs: '400', md: '500' }}>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t('texts.begin')}
            </Text>
            <Text as="p" tone="subdued">
              {t('texts.beginText')}
            </Text>
            <InlineStack gap="300">
              {SHORT_CHANNELS.map((channel) => (
                <Button key={channel} disabled={busy} onClick={() => create(channel)}>
                  {t(`texts.fresh.${channel}`)}
                </Button>
              ))}
            </InlineStack>
          </BlockStack>
        </Card>
        {templates.length > 0 && (
          <Card padding="0">
            <ResourceList
              resourceName={{ singular: t('texts.one'), plural: t('texts.many') }}
              items={templates}
              renderItem={(template) => {
                const ready = template.version > 0 && !template.changed;
                const state = template.version === 0 ? 'draft' : ready ? 'ready' : 'changed';
                return (
                  <ResourceItem
                    id={template.id}
                    url={`/app/campaigns/texts/${template.id}`}
                    accessibilityLabel={template.name}
                  >
                    <InlineStack align="space-between" blockAlign="center" gap="200">
                      <InlineStack gap="200" blockAlign="center">
                        <Text as="span" fontWeight="semibold" breakWord>
                          {template.name}
                        </Text>
                        <ChannelBadge channel={template.channel} />
                        <Badge {...(ready ? { tone: 'success' as const } : {})}>{t(`templates.${state}`)}</Badge>
                      </InlineStack>
                      <InlineStack gap="300" blockAlign="center">
                        <Text as="span" tone="subdued" variant="bodySm">
                          {t('templates.edited', { when: format.ago(template.editedAt) })}
                        </Text>
                        {/* the row itself is opened by a press, its button is not */}
                        <span role="presentation" onClick={(event) => event.stopPropagation()}>
                          <Button
                            variant="plain"
                            tone="critical"
                            accessibilityLabel={t('mailSender.removeOf', { name: template.name })}
                            onClick={() =>
                              putAway(
                                { remove: template.id },
                                { says: 'templates.removed', undo: { restore: template.id } },
                              )
                            }
                          >
                            {t('word.remove')}
                          </Button>
                        </span>
                      </InlineStack>
                    </InlineStack>
                  </ResourceItem>
                );
              }}
            />
          </Card>
        )}
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <Text as="p" tone="subdued">
            {t('texts.senders')} <Link url="/app/settings/mail">{t('nav.mail')}</Link>
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}
