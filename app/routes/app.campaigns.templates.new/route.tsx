import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { MailPicture } from '../../ui/mail-editor/mail-picture.tsx';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ImportedTemplate } from '../../ui/views/template-views.ts';
import { ImportCard } from './import-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ recipes: await context.app.pages.templates.recipes(shop) });
}

const name = z.string().trim().min(1).max(100);
const locale = z.enum(['en', 'it']);
const form = z.union([
  z.object({ name, locale, source: z.string().max(2_000_000) }),
  z.object({ name, locale, recipe: z.string().max(60).nullable() }),
]);

type Refused = Pick<Extract<ImportedTemplate, { kind: 'refused' }>, 'code'> & { detail: string };

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = await readJson(request, form);
  const { templates } = context.app.pages;
  if ('source' in read) {
    const made = await templates.importing(shop, read);
    if (made.kind === 'refused') return json<Refused>({ code: made.code, detail: made.detail ?? '' }, 422);
    return redirect(`/app/campaigns/templates/${made.id}`);
  }
  const id = await templates.create(shop, read);
  if (id === null) throw new Response(null, { status: 404 });
  return redirect(`/app/campaigns/templates/${id}`);
}

export default function NewTemplate() {
  const { recipes } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const say = useWords();
  const fetcher = useFetcher<Refused>();
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const busy = fetcher.state !== 'idle';
  const send = (body: z.infer<typeof form>) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const aims = [...new Set(recipes.map(({ aim }) => aim))];
  return (
    <Page
      title={t('templates.new')}
      subtitle={t('templates.newText')}
      backAction={{ content: t('nav.templates'), url: '/app/campaigns/templates' }}
    >
      <TitleBar title={t('templates.new')} />
      <BlockStack gap="500">
        <Card padding={{ xs: '400', md: '500' }}>
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="p">{t('templates.inLanguage')}</Text>
            <InlineStack gap="300">
              <LocaleSwitch locale={locale} change={setLocale} />
              <Button
                variant="primary"
                loading={busy}
                onClick={() => send({ recipe: null, locale, name: t('templates.blankName') })}
              >
                {t('templates.blank')}
              </Button>
            </InlineStack>
          </InlineStack>
        </Card>
        {aims.map((aim) => (
          <section key={aim} aria-label={t(`templates.aim.${aim}`)}>
            <BlockStack gap="300">
              <Box paddingInline={{ xs: '400', sm: '0' }}>
                <Text as="h2" variant="headingMd">
                  {t(`templates.aim.${aim}`)}
                </Text>
              </Box>
              <ul className="mail-cards">
                {recipes
                  .filter((recipe) => recipe.aim === aim)
                  .map((recipe) => (
                    <li key={recipe.id} className="mail-card">
                      <MailPicture name={say(recipe.name)} of={{ recipe: recipe.id, in: locale }} />
                      <div className="mail-card-words">
                        <Text as="h3" variant="headingSm">
                          {say(recipe.name)}
                        </Text>
                        <Text as="p" tone="subdued" variant="bodySm">
                          {say(recipe.about)}
                        </Text>
                        <InlineStack>
                          <Button
                            disabled={busy}
                            accessibilityLabel={`${t('templates.use')}: ${say(recipe.name)}`}
                            onClick={() => send({ recipe: recipe.id, locale, name: say(recipe.name) })}
                          >
                            {t('templates.use')}
                          </Button>
                        </InlineStack>
                      </div>
                    </li>
                  ))}
              </ul>
            </BlockStack>
          </section>
        ))}
        <ImportCard
          busy={busy}
          error={fetcher.data ? t(`templates.refused.${fetcher.data.code}`, fetcher.data) : null}
          send={(given, source) => send({ name: given, source, locale })}
        />
      </BlockStack>
    </Page>
  );
}
