import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { RankedLine } from '../../ui/pieces/ranked-line.tsx';
import type { BannerVersion } from '../../ui/views/storefront-views.ts';
import type { NamesById } from '../../ui/views/condition-views.ts';

/** The versions of each banner in the order in which they are tried; the first whose condition holds is shown. */
export function BannerList(props: {
  banners: BannerVersion[];
  names: NamesById;
  move: (id: string, by: -1 | 1) => void;
}) {
  const { t } = useTranslation();
  const words = useConditionWords(useNameBook(props.names).nameOf);
  const keys = [...new Set(props.banners.map((banner) => banner.key))];
  return (
    <BlockStack gap="400">
      {keys.map((key) => {
        const versions = props.banners.filter((banner) => banner.key === key);
        return (
          <Card key={key} padding={{ xs: '400', md: '500' }}>
            <BlockStack gap="300">
              <BlockStack gap="100">
                <Text as="h2" variant="headingMd">
                  {t('storefront.bannerKey', { key })}
                </Text>
                <Text as="p" tone="subdued">
                  {t('storefront.bannerKeyText')}
                </Text>
              </BlockStack>
              <ol className="version-list">
                {versions.map((banner, place) => (
                  <RankedLine
                    key={banner.id}
                    id={banner.id}
                    name={banner.name}
                    place={place}
                    count={versions.length}
                    move={props.move}
                  >
                    <Version banner={banner} shownTo={words(banner.condition)} />
                  </RankedLine>
                ))}
                <li className="version version-last">
                  <Text as="p" tone="subdued">
                    {t('storefront.defaultVersion')}
                  </Text>
                </li>
              </ol>
            </BlockStack>
          </Card>
        );
      })}
    </BlockStack>
  );
}

/** @param props.shownTo who it is for, in words */
function Version({ banner, shownTo }: { banner: BannerVersion; shownTo: string }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Link url={`/app/storefront/${banner.id}`} monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {banner.name}
          </Text>
        </Link>
        <Badge {...(banner.on ? { tone: 'success' as const } : {})}>{t(banner.on ? 'word.on' : 'word.off')}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {shownTo}
      </Text>
    </BlockStack>
  );
}
