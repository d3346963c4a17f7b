import { useFetcher } from '@remix-run/react';
import { BlockStack, SkeletonBodyText, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameBook } from '../conditions/use-name-book.ts';
import { WhyLeaves } from '../conditions/why-leaves.tsx';
import { useFormat } from '../format/use-format.ts';
import type { SegmentWhyView } from '../views/segment-views.ts';
import type { NamesById } from '../views/condition-views.ts';

const NOTHING_NAMED: NamesById = {};

/** Why somebody is in a segment, or why not: loaded when it is opened. */
export function SegmentWhy({ segment, contact }: { segment: string; contact: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { load, data } = useFetcher<SegmentWhyView>();
  const address = `/app/segments/${segment}/why?${new URLSearchParams({ contact })}`;
  useEffect(() => load(address), [load, address]);
  const why = data as SegmentWhyView | undefined;
  const { nameOf } = useNameBook(why?.names ?? NOTHING_NAMED);
  if (!why) return <SkeletonBodyText lines={3} />;
  const { source, since } = why;
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {t(`segments.why.${verdictOf(why)}`, {
          day: since === null ? '' : format.day(since),
          until: why.heldUntil === null ? '' : format.time(why.heldUntil),
        })}
      </Text>
      {why.kind === 'static' && source === 'condition' && <Text as="p">{t('segments.why.atThisMoment')}</Text>}
      {(why.kind === 'live' || source === 'condition') && !why.optedOut && (
        <WhyLeaves leaves={why.leaves} nameOf={nameOf} contact={contact} />
      )}
    </BlockStack>
  );
}

/** What is said first; a live segment is followed within moments, so the two may differ while this is read. */
function verdictOf({ kind, source, holds, optedOut, heldUntil }: SegmentWhyView): string {
  if (source === null) {
    if (optedOut) return 'optedOut';
    if (kind !== 'live') return `out_${kind}`;
    return heldUntil !== null ? 'heldOut' : holds ? 'joining' : 'out';
  }
  if (source !== 'condition') return `by_${source}`;
  if (kind === 'static') return 'found';
  if (heldUntil !== null) return 'heldIn';
  return holds && !optedOut ? 'in' : 'leaving';
}
