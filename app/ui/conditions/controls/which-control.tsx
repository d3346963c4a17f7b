import { BlockStack, Button, InlineStack, Select } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { NameSource } from '../entries/entry.ts';
import { numberOf, textOf, textsOf, type ControlProps } from './control-props.ts';
import { NamePicker } from './name-picker.tsx';
import { NumberField } from './number-field.tsx';

/** What can be said of a product, and whose names it takes; those without are prices. */
const PARTS = {
  products: 'product',
  collection: 'collection',
  tag: 'productTag',
  vendor: 'vendor',
  productType: 'productType',
  atLeast: null,
  atMost: null,
} as const satisfies Record<string, NameSource | null>;
type Part = keyof typeof PARTS;
const parts = Object.keys(PARTS) as Part[];

/** Which products: all that is said must be true of one of them. */
export function WhichControl({ leaf, put }: ControlProps<'which'>) {
  const { t } = useTranslation();
  const { currency } = useFormat();
  const which = { ...(leaf['which'] as Partial<Record<Part, unknown>>) };
  const said = parts.filter((part) => which[part] !== undefined);
  const free = parts.filter((part) => which[part] === undefined);
  const set = (next: Partial<Record<Part, unknown>>) =>
    put({
      which: Object.fromEntries(Object.entries({ ...which, ...next }).filter(([, value]) => value !== undefined)),
    });
  const fresh = (part: Part) => (part === 'products' ? [] : PARTS[part] ? '' : null);
  const [first] = free;
  return (
    <div className="condition-which">
      <BlockStack gap="200">
        {said.map((part) => {
          const source = PARTS[part];
          return (
            <div className="condition-part" key={part}>
              <Select
                label={t('editor.product.label')}
                labelHidden
                value={part}
                options={[part, ...free].map((each) => ({ label: t(`editor.product.${each}`), value: each }))}
                onChange={(next: Part) => set({ [part]: undefined, [next]: fresh(next) })}
              />
              {source ? (
                <NamePicker
                  source={source}
                  label={t(`editor.pick.${source}`)}
                  single={part !== 'products'}
                  selected={part === 'products' ? textsOf(which[part]) : [textOf(which[part])].filter(Boolean)}
                  change={(chosen) => set({ [part]: part === 'products' ? chosen : (chosen[0] ?? '') })}
                />
              ) : (
                <NumberField
                  label={t(`editor.product.${part}`)}
                  value={numberOf(which[part])}
                  currency={currency}
                  suffix={currency}
                  min={0}
                  change={(value) => set({ [part]: value })}
                />
              )}
              <Button
                icon={DeleteIcon}
                variant="tertiary"
                accessibilityLabel={t('editor.product.remove', { part: t(`editor.product.${part}`) })}
                onClick={() => set({ [part]: undefined })}
              />
            </div>
          );
        })}
        {first && (
          <InlineStack>
            <Button icon={PlusIcon} variant="plain" onClick={() => set({ [first]: fresh(first) })}>
              {t(said.length === 0 ? 'editor.product.say' : 'editor.product.more')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}
