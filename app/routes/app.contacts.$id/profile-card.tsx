import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailAddress } from '../../ui/pieces/mail-address.tsx';
import type { ContactView } from '../../ui/views/contact-views.ts';
import type { PersonalLine } from '../../ui/views/profile-views.ts';
import { KnownLine } from './known-line.tsx';

/** Who it is, as far as somebody told: Shopify, a list, or a hand. */
export function ProfileCard({ contact, personal }: { contact: ContactView; personal: PersonalLine[] }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const lines: [string, ReactNode][] = [
    [t('contact.email'), contact.email && <MailAddress key="email" address={contact.email} />],
    [t('contact.firstSeen'), format.day(contact.firstSeenAt)],
    [t('contact.lastSeen'), format.ago(contact.lastSeenAt)],
  ];
  const said = (field: PersonalLine['field'], value: string) => {
    if (field === 'country') return nameOf(value, 'region', i18n.language);
    return field === 'locale' ? nameOf(value, 'language', i18n.language) : value;
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('contact.profile')}
        </Text>
        <dl className="facts">
          {personal.map(({ field, value, source, at }) => (
            <KnownLine key={field} name={t(`personal.${field}`)} value={said(field, value)} source={source} at={at} />
          ))}
          {lines.map(
            ([name, value]) =>
              value && (
                <div key={name} className="facts-pair">
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        {contact.customerId && (
          <Link url={`shopify://admin/customers/${contact.customerId}`} target="_top" removeUnderline>
            {t('contact.inShopify')}
          </Link>
        )}
      </BlockStack>
    </Card>
  );
}

function nameOf(code: string, type: 'region' | 'language', locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
