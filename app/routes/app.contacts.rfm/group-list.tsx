import { Link } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GROUP_TINTS, GROUPS, PLAIN_TINT } from '../../ui/meaning-colours.ts';
import type { RfmView } from '../../ui/views/rfm-views.ts';
import { NextStep } from './next-step.tsx';

/** Every group with what it means, how many it holds and what they spent; each opens its contacts. */
export function GroupList({ view }: { view: RfmView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = GROUPS.flatMap((group) => view.groups.find((each) => each.group === group) ?? []);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('rfm.groups')}
          </Text>
          <Text as="p" tone="subdued">
            {t('rfm.groupsText', {
              count: view.customers,
              number: format.number(view.customers),
              prospects: format.number(view.prospects),
            })}
          </Text>
        </BlockStack>
        <table className="group-list">
          <thead>
            <tr>
              <th scope="col">{t('groups.group')}</th>
              <th scope="col">{t('groups.contacts')}</th>
              <th scope="col">{t('rfm.share')}</th>
              <th scope="col">{t('groups.revenue')}</th>
              <th scope="col">{t('rfm.average')}</th>
              <th scope="col">{t('rfm.ordersEach')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.group}>
                <th scope="row">
                  <span className="swatch" style={{ background: (GROUP_TINTS[row.group] ?? PLAIN_TINT).fill }} />
                  <Link to={`/app/contacts?group=${row.group}&sort=spent`}>{t(`group.${row.group}`)}</Link>
                  <span className="group-list-about">
                    {t(`rfm.about.${row.group}`)}
                    <br />
                    {t('rfm.todo', { advice: t(`rfm.advice.${row.group}`) })}{' '}
                    <NextStep group={row.group} segment={view.segments[row.group]} />
                  </span>
                </th>
                <td data-label={t('groups.contacts')}>{format.number(row.contacts)}</td>
                <td data-label={t('rfm.share')}>
                  {view.customers > 0 ? format.percent(row.contacts / view.customers) : '–'}
                </td>
                <td data-label={t('groups.revenue')}>{format.money(row.revenue)}</td>
                <td data-label={t('rfm.average')}>
                  {row.contacts > 0 ? format.money(Math.round(row.revenue / row.contacts)) : '–'}
                </td>
                <td data-label={t('rfm.ordersEach')}>
                  {row.contacts > 0 ? format.number(Math.round((row.orders / row.contacts) * 10) / 10) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </BlockStack>
    </Card>
  );
}
