import { Banner, BlockStack, Button, Checkbox, FormLayout, InlineStack, Select, Tag, Text } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';
import type { BlockOf } from '../../../act/messages/templates/design/document.ts';
import { useNames } from '../../conditions/name-book.ts';
import { LiquidTextField } from '../liquid-text-field.tsx';
import type { FieldsOf } from './fields-of.ts';
import { WholeField } from './whole-field.tsx';

type Source = BlockOf<'products'>['source'];
const SOURCES: readonly Source[] = ['recommended', 'picked', 'cart', 'order'];
const MOST = 12;
const GID = 'gid://shopify/Product/';

export function ProductsFields({ block, put }: FieldsOf<'products'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <Select
        label={t('mailEditor.which')}
        helpText={t(`mailEditor.productsHelp.${block.source}`)}
        value={block.source}
        options={SOURCES.map((source) => ({ label: t(`mailEditor.products.${source}`), value: source }))}
        onChange={(chosen) => put({ source: SOURCES.find((source) => source === chosen) ?? 'recommended' })}
      />
      {block.source === 'picked' && <Picked products={block.products} change={(products) => put({ products })} />}
      <FormLayout.Group condensed>
        <Select
          label={t('mailEditor.inRow')}
          value={String(block.columns)}
          options={['1', '2', '3']}
          onChange={(columns) => put({ columns: columns === '1' ? 1 : columns === '2' ? 2 : 3 })}
        />
        <WholeField
          label={t('mailEditor.most')}
          min={1}
          max={MOST}
          value={block.most}
          change={(most) => put({ most })}
        />
      </FormLayout.Group>
      <Checkbox label={t('mailEditor.price')} checked={block.price} onChange={(price) => put({ price })} />
      <LiquidTextField
        label={t('mailEditor.productButton')}
        helpText={t('mailEditor.emptyNone')}
        maxLength={500}
        value={block.button}
        change={(button) => put({ button })}
      />
    </FormLayout>
  );
}

/** By hand, in Shopify's own picker. */
function Picked({ products, change }: { products: string[]; change: (products: string[]) => void }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const { nameOf, learn } = useNames();
  const pick = async () => {
    const chosen = await shopify.resourcePicker({
      type: 'product',
      action: 'select',
      multiple: MOST,
      filter: { variants: false },
      selectionIds: products.map((id) => ({ id: `${GID}${id}` })),
    });
    if (!chosen) return;
    const named = chosen.map((product) => ({ id: product.id.replace(GID, ''), name: String(product['title'] ?? '') }));
    learn('product', named);
    change(named.map(({ id }) => id));
  };
  return (
    <BlockStack gap="200">
      {products.length === 0 ? (
        <Banner tone="info">
          <p>{t('mailEditor.noneProduct')}</p>
        </Banner>
      ) : (
        <InlineStack gap="100">
          {products.map((id) => (
            <Tag key={id} onRemove={() => change(products.filter((each) => each !== id))}>
              {nameOf('product', id)}
            </Tag>
          ))}
        </InlineStack>
      )}
      <InlineStack>
        <Button onClick={() => void pick()}>{t('mailEditor.pickProducts')}</Button>
      </InlineStack>
      <Text as="p" tone="subdued">
        {t('mailEditor.pickedHelp')}
      </Text>
    </BlockStack>
  );
}
