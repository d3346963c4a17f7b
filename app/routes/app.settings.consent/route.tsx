import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, ChoiceList, Layout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { settings } = await context.app.pages.settings.get(shop);
  return json({ consent: settings.consent, asked: await context.app.pages.consent.asked(shop) });
}

const form = z.strictObject({ consent: settingsSchema.shape.consent });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  await context.app.pages.settings.save(shop, read.data);
  return json<ActionAnswer>({ ok: true });
}

/** How consent comes to be, and what is asked for by mail. */
export default function ConsentSettings() {
  const { consent: saved, asked } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft({ consent: saved });
  const { doubleOptIn } = draft.value.consent;
  return (
    <DraftPage
      id="consent"
      bar={draft.bar}
      title={t('nav.consent')}
      subtitle={t('consentSettings.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <Layout>
        <Layout.AnnotatedSection title={t('consentSettings.title')} description={t('consentSettings.text')}>
          <Card>
            <ChoiceList
              title={t('consentSettings.choice')}
              choices={(['single', 'double'] as const).map((value) => ({
                value,
                label: t(`consentSettings.${value}`),
                helpText: t(`consentSettings.${value}Help`),
              }))}
              selected={[doubleOptIn ? 'double' : 'single']}
              onChange={([chosen]) => draft.change({ consent: { doubleOptIn: chosen === 'double' } })}
            />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('consentSettings.mail')} description={t('consentSettings.mailText')}>
          <Card>
            <BlockStack gap="300">
              <Text as="p">
                {asked.asked === 0
                  ? t('consentSettings.nobodyAsked')
                  : t('consentSettings.asked', { count: asked.asked, confirmed: asked.confirmed })}
              </Text>
              <Text as="p" tone="subdued">
                {t('consentSettings.limits')}
              </Text>
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('consentSettings.shopify')} description={t('consentSettings.shopifyText')}>
          <Card>
            <BlockStack gap="200">
              {['both', 'wins', 'refused'].map((key) => (
                <Text as="p" key={key}>
                  {t(`consentSettings.rule.${key}`)}
                </Text>
              ))}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </DraftPage>
  );
}
