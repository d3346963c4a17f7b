import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailAddress } from '../../ui/pieces/mail-address.tsx';
import type { ContactView, IdentityView } from '../../ui/views/contact-views.ts';
import type { ProfileView } from '../../ui/views/profile-views.ts';
import { Joins } from './joins.tsx';

/** The handles under which this contact was seen, and the devices on which it was recognised. */
export function IdentitiesCard({ contact, profile }: { contact: ContactView; profile: ProfileView }) {
  const { identities } = contact;
  const { t } = useTranslation();
  const format = useFormat();
  const handles = identities.filter((each) => !isToken(each)).toSorted((a, b) => b.since - a.since);
  // devices are told one by one, below
  const others = identities.filter((each) => isToken(each) && (each.kind !== 'client' || !profile.known));
  const tokens = Object.values(Object.groupBy(others, ({ kind }) => kind));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('contact.identities')}
        </Text>
        <dl className="facts">
          {handles.map((identity) => (
            <div key={`${identity.kind}:${identity.value}`} className="facts-pair">
              <dt>{t(`identity.${identity.kind}`)}</dt>
              <dd title={identity.value}>
                {identity.kind === 'customer' ? (
                  <Link url={`shopify://admin/customers/${identity.value}`} target="_top" removeUnderline>
                    {t('contact.inShopify')}
                  </Link>
                ) : (
                  <MailAddress address={identity.value} />
                )}
              </dd>
            </div>
          ))}
          {tokens.map((each) => {
            const latest = each.reduce((a, b) => (b.since > a.since ? b : a));
            return (
              <div key={latest.kind} className="facts-pair">
                <dt>{t(`identity.${latest.kind}`)}</dt>
                {/* a token says nothing to anybody, and there are as many as carts: the last one's day does */}
                <dd title={format.moment(latest.since)}>
                  {t(each.length > 1 ? 'contact.latestSince' : 'contact.since', { day: format.day(latest.since) })}
                </dd>
              </div>
            );
          })}
        </dl>
        {profile.known && <Devices devices={profile.devices} />}
        <Joins contact={contact.id} merges={profile.merges} known={profile.known} />
      </BlockStack>
    </Card>
  );
}

/** On which devices she is recognised, and since when. */
function Devices({ devices }: { devices: ProfileView['devices'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('dossier.recognised', { count: devices.length })}
      </Text>
      {devices.map(({ name, since, lastSeenAt }) => (
        <Text as="p" key={name} variant="bodySm">
          {t('dossier.device', { name, since: format.day(since), ago: format.ago(lastSeenAt) })}
        </Text>
      ))}
    </BlockStack>
  );
}

function isToken({ kind }: IdentityView): boolean {
  return kind === 'client' || kind === 'cart' || kind === 'checkout';
}
