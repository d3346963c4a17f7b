import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailAddress } from '../../ui/pieces/mail-address.tsx';
import type { IdentityView } from '../../ui/views/contact-views.ts';

const SHOWN = 10;

/** The handles under which this contact was seen, and the devices on which it was recognised. */
export function IdentitiesCard({ identities }: { identities: IdentityView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = identities.toSorted((a, b) => Number(isToken(a)) - Number(isToken(b)) || b.since - a.since);
  const more = shown.length - SHOWN;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('contact.identities')}
        </Text>
        <dl className="facts">
          {shown.slice(0, SHOWN).map((identity) => (
            <div key={`${identity.kind}:${identity.value}`} className="facts-pair">
              <dt>{t(`identity.${identity.kind}`)}</dt>
              {/* a token says nothing to anybody: the day tells a device from another */}
              <dd title={isToken(identity) ? format.moment(identity.since) : identity.value}>
                {isToken(identity) ? (
                  t('contact.since', { day: format.day(identity.since) })
                ) : (
                  <MailAddress address={identity.value} />
                )}
              </dd>
            </div>
          ))}
        </dl>
        {more > 0 && (
          <Text as="p" tone="subdued">
            {t('contact.moreIdentities', { count: more, number: format.number(more) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function isToken({ kind }: IdentityView): boolean {
  return kind === 'client' || kind === 'cart' || kind === 'checkout';
}
