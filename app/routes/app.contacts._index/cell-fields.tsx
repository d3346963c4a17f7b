import { InlineStack, Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from '../../ui/views/contact-views.ts';

const FIVE = ['5', '4', '3', '2', '1'];

/** One cell of the RFM grid, as its recency and its column of FM. */
export function CellFields(props: { cell: ContactFilter['cell']; change: (cell: ContactFilter['cell']) => void }) {
  const { t } = useTranslation();
  const cell = props.cell ?? { r: 5, fm: 5 };
  const field = (part: 'r' | 'fm') => (
    <Select
      label={t(`rfm.axis.${part}`)}
      options={FIVE}
      value={String(cell[part])}
      onChange={(value) => props.change({ ...cell, [part]: Number(value) })}
    />
  );
  return (
    <InlineStack gap="200" wrap={false}>
      {field('r')}
      {field('fm')}
    </InlineStack>
  );
}
