import { Card } from '@shopify/polaris';
import { PeriodPicker } from '../../ui/pieces/period-picker.tsx';
import type { RfmHistoryView } from '../../ui/views/rfm-views.ts';

/** Between the ends of which two days. */
export const PeriodCard = ({ view }: { view: RfmHistoryView }) => (
  <Card>
    <PeriodPicker period={view.period} today={view.today} of="ends" />
  </Card>
);
