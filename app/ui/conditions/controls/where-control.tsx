import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { COMPARISONS, TEXT_TESTS } from '../../../understand/conditions/compare.ts';
import { useFormat } from '../../format/use-format.ts';
import { aboutFact, isNumeric } from '../entries/about-facts.ts';
import { numberOf, textOf, type ControlProps } from './control-props.ts';
import { NumberField } from './number-field.tsx';

interface Where {
  property: string;
  test?: string;
  op?: string;
  value: unknown;
}

const MOST = 5;

const fresh = (property: string): Where =>
  isNumeric(property) ? { property, op: 'gte', value: null } : { property, test: 'contains', value: '' };

/**
 * What else a fact must be like; all of it must be true of the same one.
 * @param only properties that may be asked for, where these are not all
 */
export function WhereControl({ leaf, put, only }: ControlProps<'where'> & { only?: readonly string[] }) {
  const { t } = useTranslation();
  const { currency } = useFormat();
  const { where: words } = aboutFact(leaf['kind']);
  const all = Array.isArray(leaf['where']) ? (leaf['where'] as Where[]) : [];
  const offered = Object.keys(words).filter((property) => only?.includes(property) ?? true);
  const [first] = offered;
  if (all.length === 0 && !first) return null;
  const change = (where: Where[]) => put({ where: where.length > 0 ? where : undefined });
  const set = (index: number, next: Where) => change(all.map((each, at) => (at === index ? next : each)));
  return (
    <div className="condition-which">
      <BlockStack gap="200">
        {all.map((asked, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- they have no id, and every field is controlled
          <div className="condition-part" key={index}>
            <Select
              label={t('editor.property.label')}
              labelHidden
              value={asked.property}
              options={[...new Set([...offered, asked.property])].map((property) => ({
                label: t(`editor.property.${words[property] ?? property}`),
                value: property,
              }))}
              onChange={(property) => set(index, fresh(property))}
            />
            <Select
              label={t('editor.comparison')}
              labelHidden
              value={asked.test ?? asked.op ?? ''}
              options={
                isNumeric(asked.property)
                  ? COMPARISONS.map((op) => ({ label: t(`editor.op.${op}`), value: op as string }))
                  : TEXT_TESTS.map((test) => ({ label: t(`editor.test.${test}`), value: test as string }))
              }
              onChange={(chosen) => set(index, { ...asked, [isNumeric(asked.property) ? 'op' : 'test']: chosen })}
            />
            {isNumeric(asked.property) ? (
              <NumberField
                label={t('editor.value')}
                value={numberOf(asked.value)}
                change={(value) => set(index, { ...asked, value })}
                {...(asked.property === 'amount' ? { currency, suffix: currency } : {})}
              />
            ) : (
              <div className="condition-wide">
                <TextField
                  label={t('editor.word')}
                  labelHidden
                  autoComplete="off"
                  maxLength={200}
                  value={textOf(asked.value)}
                  onChange={(value) => set(index, { ...asked, value })}
                />
              </div>
            )}
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t('editor.property.remove', {
                part: t(`editor.property.${words[asked.property] ?? asked.property}`),
              })}
              onClick={() => change(all.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        {first && all.length < MOST && (
          <InlineStack>
            <Button icon={PlusIcon} variant="plain" onClick={() => change([...all, fresh(first)])}>
              {t('editor.property.add')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}
