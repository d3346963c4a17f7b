import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import type { BannerVersion } from '../../ui/views/storefront-views.ts';

/** The versions of each banner in the order in which they are tried; the first whose condition holds is shown. */
export function BannerList(props: {
  banners: BannerVersion[];
  names: Record<string, string>;
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
                {versions.map((banner, index) => (
                  <Version
                    key={banner.id}
                    banner={banner}
                    shownTo={words(banner.condition)}
                    up={index > 0 ? () => props.move(banner.id, -1) : undefined}
                    down={index < versions.length - 1 ? () => props.move(banner.id, 1) : undefined}
                  />
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

function Version(props: {
  banner: BannerVersion;
  /** who it is for, in words */
  shownTo: string;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
}) {
  const { banner, up, down } = props;
  const { t } = useTranslation();
  return (
    <li className="version">
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
          {props.shownTo}
        </Text>
      </BlockStack>
      <ButtonGroup noWrap>
        <Button
          icon={ArrowUpIcon}
          variant="tertiary"
          disabled={!up}
          onClick={() => up?.()}
          accessibilityLabel={t('storefront.up', { name: banner.name })}
        />
        <Button
          icon={ArrowDownIcon}
          variant="tertiary"
          disabled={!down}
          onClick={() => down?.()}
          accessibilityLabel={t('storefront.down', { name: banner.name })}
        />
      </ButtonGroup>
    </li>
  );
}
