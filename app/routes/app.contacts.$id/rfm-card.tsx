import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { currencyExponent } from '../../platform/money.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { GroupTag } from '../../ui/pieces/tint-tag.tsx';
import { Why } from '../../ui/pieces/why.tsx';
import type { ContactView } from '../../ui/views/contact-views.ts';

export function RfmCard({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rfm } = contact;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('contact.rfm')}
          </Text>
          {(rfm || contact.orders === 0) && <GroupTag group={contact.group} />}
        </InlineStack>
        {rfm ? (
          <>
            <div className="rfm-cells">
              <Cell letter="r" score={rfm.r} says={t('contact.recency', { count: rfm.recencyDays })} />
              <Cell letter="f" score={rfm.f} says={t('contact.orders', { count: rfm.orders })} />
              <Cell letter="m" score={rfm.m} says={format.money(rfm.spent, contact.currency)} />
            </div>
            <InlineStack gap="300" align="space-between">
              <Why of={t(`group.${contact.group}`)}>
                <RfmReason contact={contact} rfm={rfm} />
              </Why>
              {contact.shopifyGroup && (
                <Text as="span" tone="subdued" variant="bodySm">
                  {t(contact.shopifyGroup === contact.group ? 'contact.shopifyAgrees' : 'contact.shopifySays', {
                    group: t(`group.${contact.shopifyGroup}`, { defaultValue: contact.shopifyGroup }),
                  })}
                </Text>
              )}
            </InlineStack>
          </>
        ) : (
          <Text as="p" tone="subdued">
            {t(contact.orders > 0 ? 'rfm.refreshWaits' : 'contact.noOrders')}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Cell({ letter, score, says }: { letter: 'r' | 'f' | 'm'; score: number; says: string }) {
  const { t } = useTranslation();
  return (
    <div className="rfm-cell">
      <Text as="h3" variant="bodySm" tone="subdued">
        {t(`contact.${letter}`)}
      </Text>
      <Text as="p" variant="headingLg">
        {score}
        <Text as="span" visuallyHidden>
          {t('contact.ofFive')}
        </Text>
      </Text>
      <div className="rfm-scale" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((step) => (
          <span key={step} className={step <= score ? 'full' : undefined} />
        ))}
      </div>
      <Text as="p" variant="bodySm">
        {says}
      </Text>
    </div>
  );
}

/** The cell in words: the contact's own figures against the shop's cut-points. */
function RfmReason({ contact, rfm }: { contact: ContactView; rfm: NonNullable<ContactView['rfm']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cuts } = rfm;
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t('contact.rfmWhy', {
          r: rfm.r,
          f: rfm.f,
          m: rfm.m,
          fm: format.number((rfm.f + rfm.m) / 2),
          group: t(`group.${contact.group}`),
        })}
      </Text>
      {cuts && (
        <>
          <Text as="p">{t('contact.rWhy', { cuts: cuts.r.map((cut) => format.number(cut)).join(' · ') })}</Text>
          <Text as="p">{t('contact.fWhy', { cuts: cuts.f.map((cut) => format.number(cut)).join(' · ') })}</Text>
          <Text as="p">
            {t('contact.mWhy', {
              cuts: cuts.m.map((cut) => format.money(minorOf(cut, contact.currency), contact.currency)).join(' · '),
            })}
          </Text>
        </>
      )}
    </BlockStack>
  );
}

/** Cut-points of net spend are kept in major units, as the files of import and export say them. */
function minorOf(cut: number, currency: string): number {
  return Math.round(cut * 10 ** currencyExponent(currency));
}
