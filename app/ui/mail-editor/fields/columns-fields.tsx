import { BlockStack, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BlockOf } from '../../../act/messages/templates/design/document.ts';

const SHAPES = ['50 50', '33 67', '67 33', '34 33 33', '25 50 25'] as const;

/** How many columns, and how wide. What stands in them is moved there in the list. */
export function ColumnsFields({ block, shape }: { block: BlockOf<'columns'>; shape: (widths: number[]) => void }) {
  const { t } = useTranslation();
  const now = block.widths.join(' ');
  const options = (SHAPES as readonly string[]).includes(now) ? SHAPES : [...SHAPES, now];
  return (
    <BlockStack gap="200">
      <Select
        label={t('mailEditor.shape')}
        value={now}
        options={options.map((each) => ({ label: each.replaceAll(' ', ' % + ').concat(' %'), value: each }))}
        onChange={(chosen) => shape(chosen.split(' ').map(Number))}
      />
      <Text as="p" tone="subdued">
        {t('mailEditor.columnsHelp')}
      </Text>
    </BlockStack>
  );
}
