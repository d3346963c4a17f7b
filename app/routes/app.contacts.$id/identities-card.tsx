import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { IdentityView } from '../../ui/views/contact-views.ts';

const LONG = 20;

/** The handles under which this contact was seen. */
export function IdentitiesCard({ identities }: { identities: IdentityView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('contact.identities')}
        </Text>
        <dl className="facts">
          {identities.map((identity) => (
            <div key={`${identity.kind}:${identity.value}`} className="facts-pair">
              <dt title={format.moment(identity.since)}>{t(`identity.${identity.kind}`)}</dt>
              <dd title={identity.value}>{shortened(identity)}</dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}

/** Tokens are long and say nothing; their head is enough to tell them apart. */
function shortened({ kind, value }: IdentityView): string {
  const isToken = kind === 'client' || kind === 'cart' || kind === 'checkout';
  return isToken && value.length > LONG ? `${value.slice(0, 12)}…` : value;
}
