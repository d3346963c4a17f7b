import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ContactView } from '../../ui/views/contact-views.ts';
import type { BoughtLine, ProfileView } from '../../ui/views/profile-views.ts';
import { KnownLine } from './known-line.tsx';

/** What a contact bought: sums over orders that count, told by Shopify or an imported history. */
export function BoughtCard({ contact, bought }: { contact: ContactView; bought: ProfileView['bought'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (amount: number) => format.money(amount, contact.currency);
  const pieces = (lines: BoughtLine[]) =>
    lines.map((line) => `${line.name} (${format.number(line.pieces)})`).join(', ');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('dossier.bought')}
        </Text>
        {contact.orders === 0 && <Text as="p">{t('dossier.boughtEmpty')}</Text>}
        {contact.orders > 0 && (
          <dl className="facts">
            <KnownLine
              name={t('contact.ordersWord')}
              value={format.number(contact.orders)}
              source="shopify"
              at={bought.lastAt}
            />
            <KnownLine name={t('contact.netSpent')} value={money(contact.spent)} />
            {bought.average !== null && <KnownLine name={t('dossier.average')} value={money(bought.average)} />}
            {bought.refunded > 0 && <KnownLine name={t('dossier.refunded')} value={money(bought.refunded)} />}
            {bought.discountShare !== null && (
              <KnownLine
                name={t('dossier.discounts')}
                value={t('dossier.discountsOf', {
                  amount: money(bought.discounted),
                  share: format.number(Math.round(bought.discountShare * 100)),
                })}
              />
            )}
            {bought.firstAt !== null && <KnownLine name={t('dossier.firstOrder')} value={format.day(bought.firstAt)} />}
            {bought.categories.length > 0 && (
              <KnownLine name={t('dossier.categories')} value={pieces(bought.categories)} />
            )}
            {bought.brands.length > 0 && <KnownLine name={t('dossier.brands')} value={pieces(bought.brands)} />}
          </dl>
        )}
      </BlockStack>
    </Card>
  );
}
