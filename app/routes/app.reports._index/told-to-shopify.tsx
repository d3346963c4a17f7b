import { Banner, BlockStack, Card, Link, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useSubjectName } from '../../ui/reports/subject-name.ts';
import type { ReportsView } from '../../ui/views/report-views.ts';

/** What stands on Shopify's own marketing page, and what it did not take. */
export function ToldToShopify({ told: { granted, count, at, troubles } }: Pick<ReportsView, 'told'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useSubjectName();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('report.told.title')}
        </Text>
        {!granted && (
          <Banner tone="info">
            <p>{t('report.told.notGranted')}</p>
          </Banner>
        )}
        {troubles.length > 0 && (
          <Banner tone="warning" title={t('report.told.trouble')}>
            <List>
              {troubles.map(({ kind, id, name, reason }) => (
                <List.Item key={`${kind}:${id}`}>
                  {t('report.told.reason', { name: nameOf(kind, id, name), reason })}
                </List.Item>
              ))}
            </List>
          </Banner>
        )}
        <Text as="p">
          {at === null
            ? t('report.told.notYet')
            : t('report.told.text', { count, number: format.number(count), moment: format.moment(at) })}
        </Text>
        {at !== null && (
          <Link url="shopify://admin/marketing" target="_top">
            {t('report.told.open')}
          </Link>
        )}
      </BlockStack>
    </Card>
  );
}
