import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { Why } from '../../ui/pieces/why.tsx';
import type { ContactTraits, InterestLine } from '../../ui/views/trait-views.ts';

const KINDS = ['category', 'collection', 'vendor', 'tag'] as const;
/** of each kind: what comes behind is noise */
const SHOWN = 4;

/** What she cares for, as bars that say their shares. */
export function InterestsCard({ traits }: { traits: ContactTraits }) {
  const { t } = useTranslation();
  const { interests } = traits;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('interests.title')}
          </Text>
          {interests.length > 0 && (
            <Why of={t('interests.title')}>
              <Text as="p">{t('interests.whyText', { count: traits.interestHalfLife })}</Text>
            </Why>
          )}
        </InlineStack>
        {interests.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('interests.empty')}
          </Text>
        ) : (
          KINDS.map((kind) => {
            const lines = interests.filter((line) => line.kind === kind).slice(0, SHOWN);
            return lines.length > 0 && <Kind key={kind} kind={kind} lines={lines} />;
          })
        )}
      </BlockStack>
    </Card>
  );
}

function Kind({ kind, lines }: { kind: InterestLine['kind']; lines: InterestLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const becauseOf = ({ views, carts, purchases }: InterestLine) =>
    [
      purchases > 0 && t('interests.purchases', { count: purchases }),
      carts > 0 && t('interests.carts', { count: carts }),
      views > 0 && t('interests.views', { count: views }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <table className="bars interests">
      <caption>{t(`interests.kind.${kind}`)}</caption>
      <thead className="for-readers">
        <tr>
          <th scope="col">{t(`interests.kind.${kind}`)}</th>
          <th scope="col">{t('interests.share')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <th scope="row">
              <span className="interest-name">{line.name}</span>
              <span className="row-quiet">{becauseOf(line)}</span>
              <span className="bar interest-bar" style={{ width: `${Math.max(1, line.share * 100)}%` }} />
            </th>
            <td>{format.percent(line.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
