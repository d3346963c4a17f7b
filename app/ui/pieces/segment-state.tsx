import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { SegmentRow } from '../views/segment-views.ts';

/** Whether its members are whom it says, or still on the way; a segment that stands says of what kind it is. */
export function SegmentState({ segment }: { segment: Pick<SegmentRow, 'kind' | 'state'> }) {
  const { t } = useTranslation();
  switch (segment.state) {
    case 'building':
      return (
        <Badge tone="info" progress="partiallyComplete">
          {t('segments.building')}
        </Badge>
      );
    case 'stopped':
      return <Badge tone="attention">{t('segments.stopped')}</Badge>;
    case 'standing':
      return segment.kind === 'live' ? (
        <Badge tone="success">{t('segments.kind.live')}</Badge>
      ) : (
        <Badge>{t(`segments.kind.${segment.kind}`)}</Badge>
      );
  }
}
