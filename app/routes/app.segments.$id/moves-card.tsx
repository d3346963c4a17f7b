import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { SegmentMove } from '../../ui/views/segment-views.ts';

/** Who joined and left in the last days, the latest first. */
export function MovesCard({ moves }: { moves: SegmentMove[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('segments.lately')}
        </Text>
        {moves.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('segments.noMoves')}
          </Text>
        ) : (
          <ul className="segment-moves">
            {moves.map((move) => (
              <li key={`${move.contact} ${move.at} ${move.joined}`}>
                <span>
                  <Link url={`/app/contacts/${move.contact}`} monochrome>
                    {move.name ?? t('contacts.anonymous')}
                  </Link>{' '}
                  {t(move.joined ? 'segments.didJoin' : 'segments.didLeave')}
                </span>
                <Text as="span" tone="subdued">
                  {format.ago(move.at)}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
