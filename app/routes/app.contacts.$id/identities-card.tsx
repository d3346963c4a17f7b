import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailAddress } from '../../ui/pieces/mail-address.tsx';
import type { IdentityView } from '../../ui/views/contact-views.ts';

/** The handles under which this contact was seen, and the devices on which it was recognised. */
export function IdentitiesCard({ identities }: { identities: IdentityView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const handles = identities.filter((each) => !isToken(each)).toSorted((a, b) => b.since - a.since);
  const tokens = Object.values(Object.groupBy(identities.filter(isToken), ({ kind }) => kind));
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
      </BlockStack>
    </Card>
  );
}

function isToken({ kind }: IdentityView): boolean {
  return kind === 'client' || kind === 'cart' || kind === 'checkout';
}
