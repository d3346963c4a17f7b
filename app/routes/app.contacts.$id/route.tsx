import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useFormat } from '../../ui/format/use-format.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { AttributesCard } from './attributes-card.tsx';
import { AutomatedCard } from './automated-card.tsx';
import { BehaviourCard } from './behaviour-card.tsx';
import { BoughtCard } from './bought-card.tsx';
import { ConsentCard } from './consent-card.tsx';
import { IdentitiesCard } from './identities-card.tsx';
import { InterestsCard } from './interests-card.tsx';
import { MessagesCard } from './messages-card.tsx';
import { PersonaCard } from './persona-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { RfmCard } from './rfm-card.tsx';
import { ScoreCard } from './score-card.tsx';
import { SegmentsCard } from './segments-card.tsx';
import { SourcesCard } from './sources-card.tsx';
import { StageCard } from './stage-card.tsx';
import { TagsCard } from './tags-card.tsx';
import { Timeline } from './timeline.tsx';

/** Where the timeline begins, for a link to something that happened; null: now. */
const instant = z.coerce.number().int().positive().nullable().catch(null);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { contacts } = context.app.pages;
  const contact = await contacts.one(shop, params['id'] ?? '');
  if (!contact) throw new Response(null, { status: 404 });
  await context.app.pages.privacy.looked(shop, staff, 'contact', contact.id);
  const profile = await context.app.pages.profile.one(shop, contact.id);
  if (!profile) throw new Response(null, { status: 404 });
  const from = instant.parse(new URL(request.url).searchParams.get('at'));
  return json({
    ...contact,
    from,
    // strictly before a key: the first that comes after what happened at that instant
    timeline: from === null ? contact.timeline : await contacts.timeline(shop, contact.id, `${from + 1}.!`, null),
    profile,
    traits: await context.app.pages.traits.of(shop, contact.id),
  });
}

export default function Contact() {
  const contact = useLoaderData<typeof loader>();
  const { profile } = contact;
  const { t } = useTranslation();
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const name = contact.name || contact.email || t('contacts.anonymous');
  return (
    <Page
      title={name}
      subtitle={t('contact.subtitle', { ago: format.ago(contact.lastSeenAt) })}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
    >
      <TitleBar title={name} />
      <Layout>
        {params.has('known') && (
          <Layout.Section variant="fullWidth">
            <Banner tone="info" title={t('contact.known')} onDismiss={() => setParams({}, { replace: true })}>
              <p>{t('contact.knownText')}</p>
            </Banner>
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <RfmCard contact={contact} />
            <BoughtCard contact={contact} bought={profile.bought} />
            <BehaviourCard profile={profile} />
            <SourcesCard profile={profile} />
            <MessagesCard key={`messages ${contact.id}`} contact={contact.id} messages={contact.messages} />
            <Timeline
              key={`${contact.id} ${contact.from}`}
              first={contact.timeline}
              contact={contact.id}
              from={contact.from}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ProfileCard contact={contact} personal={profile.personal} />
            <AttributesCard contact={contact.id} attributes={profile.attributes} known={profile.known} />
            <StageCard key={contact.id} contact={contact.id} />
            <ScoreCard contact={contact} />
            <SegmentsCard key={`segments ${contact.id}`} contact={contact.id} />
            <ConsentCard key={`consent ${contact.id}`} contact={contact.id} />
            <AutomatedCard key={`automated ${contact.id}`} contact={contact.id} />
            <PersonaCard contact={contact.id} traits={contact.traits} />
            <InterestsCard traits={contact.traits} />
            <TagsCard contact={contact.id} tags={contact.traits.tags} />
            <IdentitiesCard contact={contact} profile={profile} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
