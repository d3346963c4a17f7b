import { Link } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Link as PolarisLink, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GROUP_TINTS, GROUPS, PLAIN_TINT } from '../../ui/meaning-colours.ts';
import type { GroupRevenue } from '../../ui/views/home-views.ts';

/** RFM groups by revenue with this week's movers. The chart is its own table. */
export function GroupBars({ groups }: { groups: GroupRevenue[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = GROUPS.flatMap((group) => groups.find((each) => each.group === group) ?? []).filter(
    (each) => each.group !== 'prospects',
  );
  const most = Math.max(1, ...shown.map((each) => each.revenue));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <InlineStack align="space-between" gap="200">
            <Text as="h2" variant="headingMd">
              {t('groups.title')}
            </Text>
            <PolarisLink url="/app/contacts/rfm">{t('groups.more')}</PolarisLink>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('groups.text', { currency: format.currency })}
          </Text>
        </BlockStack>
        {shown.every((each) => each.contacts === 0) ? (
          <Text as="p">{t('groups.empty')}</Text>
        ) : (
          <table className="bars">
            <thead>
              <tr>
                <th scope="col">{t('groups.group')}</th>
                <th scope="col" className="bar-cell" aria-hidden="true" />
                <th scope="col">{t('groups.revenue')}</th>
                <th scope="col" className="wide">
                  {t('groups.contacts')}
                </th>
                <th scope="col">{t('groups.moved')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <tr key={each.group}>
                  <th scope="row">
                    <Link to={`/app/contacts?group=${each.group}`}>{t(`group.${each.group}`)}</Link>
                  </th>
                  <td className="bar-cell" aria-hidden="true">
                    <span
                      className="bar"
                      style={{
                        width: `${(Math.max(0, each.revenue) / most) * 100}%`,
                        background: (GROUP_TINTS[each.group] ?? PLAIN_TINT).fill,
                      }}
                    />
                  </td>
                  <td>{format.money(each.revenue)}</td>
                  <td className="wide">{format.number(each.contacts)}</td>
                  <td>
                    <Movers entered={each.entered} left={each.left} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </BlockStack>
    </Card>
  );
}

function Movers({ entered, left }: { entered: number; left: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (entered === 0 && left === 0) return <span className="moved-out">–</span>;
  const words = t('groups.moverWords', { entered: format.number(entered), left: format.number(left) });
  return (
    <span title={words}>
      <span aria-hidden="true">
        <span className="moved-in">+{format.number(entered)}</span>{' '}
        <span className="moved-out">−{format.number(left)}</span>
      </span>
      <Text as="span" visuallyHidden>
        {words}
      </Text>
    </span>
  );
}
