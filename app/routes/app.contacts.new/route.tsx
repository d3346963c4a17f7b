import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Checkbox, FormLayout, Layout, Page, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { AttributeField } from '../../ui/pieces/attribute-field.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.newContact.attributes(shop));
}

const name = z.string().trim().max(100, 'errors.contact.name');
const form = z
  .object({
    email: z
      .string()
      .trim()
      .regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/, 'errors.contact.email')
      .max(254, 'errors.contact.email'),
    firstName: name,
    lastName: name,
    tags: z.string().max(500, 'errors.contact.tags'),
    agreed: z.boolean(),
    consentNote: z.string().trim().max(500, 'errors.contact.consentNote'),
    attributes: z.record(z.string().max(80), z.string().max(500)).default({}),
  })
  .refine(({ agreed, consentNote }) => !agreed || consentNote.length >= 5, {
    path: ['consentNote'],
    message: 'errors.contact.consentNote',
  });

type Told = z.infer<typeof form>;
type Answer = { errors: Record<string, string> };

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) {
    const errors = Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
    return json<Answer>({ errors }, 422);
  }
  const { agreed, consentNote, ...told } = read.data;
  const added = await context.app.pages.newContact.add(shop, { ...told, consentNote: agreed ? consentNote : '' });
  switch (added.state) {
    case 'erased':
      return json<Answer>({ errors: { email: 'errors.contact.erased' } }, 422);
    case 'wrong': {
      const errors = Object.fromEntries(added.attributes.map((id) => [`attributes.${id}`, 'dossier.wrong']));
      return json<Answer>({ errors }, 422);
    }
    default:
      return redirect(`/app/contacts/${added.contact}${added.state === 'added' ? '' : '?known'}`);
  }
}

const EMPTY: Told = {
  email: '',
  firstName: '',
  lastName: '',
  tags: '',
  agreed: false,
  consentNote: '',
  attributes: {},
};

export default function NewContact() {
  const attributes = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [told, setTold] = useState(EMPTY);
  const errors = fetcher.data?.errors ?? {};
  const field = (key: 'email' | 'firstName' | 'lastName' | 'tags' | 'consentNote') => ({
    name: key,
    label: t(`newContact.${key}`),
    value: told[key],
    onChange: (value: string) => setTold({ ...told, [key]: value }),
    autoComplete: 'off',
    ...(errors[key] && { error: t(errors[key]) }),
  });
  const add = () => fetcher.submit(JSON.stringify(told), { method: 'post', encType: 'application/json' });

  return (
    <Page
      title={t('newContact.title')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
      primaryAction={{ content: t('newContact.add'), onAction: add, loading: fetcher.state !== 'idle' }}
    >
      <TitleBar title={t('newContact.title')} />
      <Layout>
        <Layout.AnnotatedSection title={t('newContact.who')} description={t('newContact.whoText')}>
          <Card padding={{ xs: '400', md: '500' }}>
            <FormLayout>
              <TextField {...field('email')} type="email" requiredIndicator />
              <FormLayout.Group>
                <TextField {...field('firstName')} />
                <TextField {...field('lastName')} />
              </FormLayout.Group>
              <TextField {...field('tags')} helpText={t('newContact.tagsText')} />
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('newContact.said')} description={t('newContact.saidText')}>
          <Card padding={{ xs: '400', md: '500' }}>
            <FormLayout>
              {attributes.map((attribute) => (
                <AttributeField
                  key={attribute.id}
                  attribute={attribute}
                  value={told.attributes[attribute.id] ?? ''}
                  change={(value) => setTold({ ...told, attributes: { ...told.attributes, [attribute.id]: value } })}
                  error={errors[`attributes.${attribute.id}`]}
                />
              ))}
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('newContact.consent')} description={t('newContact.consentText')}>
          <Card padding={{ xs: '400', md: '500' }}>
            <BlockStack gap="300">
              <Checkbox
                label={t('newContact.agreed')}
                checked={told.agreed}
                onChange={(agreed) => setTold({ ...told, agreed })}
              />
              {told.agreed && (
                <TextField {...field('consentNote')} helpText={t('newContact.consentNoteText')} multiline={2} />
              )}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
