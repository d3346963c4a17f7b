import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Link, Select, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { WaitingCard } from '../../ui/pieces/waiting-card.tsx';
import { SegmentWhy } from '../../ui/pieces/segment-why.tsx';
import { Why } from '../../ui/pieces/why.tsx';
import { useSegmentHand } from '../../ui/use-segment-hand.ts';
import type { ContactSegment, ContactSegments } from '../../ui/views/segment-views.ts';
import type { NamesById } from '../../ui/views/condition-views.ts';

/** The segments that somebody is in, each with its reason; on request those that she is not in, and what is missing. */
export function SegmentsCard({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<ContactSegments | null>();
  const others = useFetcher<ContactSegments | null>();
  const hand = useSegmentHand();
  const address = `/app/contacts/${contact}/segments`;
  // what was written is loaded again by itself
  useEffect(() => load(address), [load, address]);
  const view = data as ContactSegments | null | undefined;
  const near = (others.data as ContactSegments | null | undefined)?.near ?? null;
  if (view === undefined) return <WaitingCard title={t('nav.segments')} lines={5} />;
  if (view === null) return null;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('nav.segments')}
        </Text>
        {view.within.length === 0 && (
          <Text as="p" tone="subdued">
            {t('segments.ofContact.none')}
          </Text>
        )}
        <Lines lines={view.within} names={view.names} contact={contact} hand={hand} />
        {view.statics.length > 0 && (
          <Select
            label={t('segments.ofContact.putInto')}
            disabled={hand.busy}
            value=""
            options={[
              { label: t('segments.choose'), value: '' },
              ...view.statics.map(({ id, name }) => ({ label: name, value: id })),
            ]}
            onChange={(id) => {
              const segment = view.statics.find((one) => one.id === id);
              if (segment) hand.put(contact, segment, true);
            }}
          />
        )}
        {near ? (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t('segments.ofContact.near')}
            </Text>
            {near.length === 0 && <Text as="p">{t('segments.ofContact.inAll')}</Text>}
            <Lines lines={near} names={view.names} contact={contact} hand={hand} />
          </BlockStack>
        ) : (
          <InlineStack>
            <Button variant="plain" loading={others.state !== 'idle'} onClick={() => others.load(`${address}?near=1`)}>
              {t('segments.ofContact.showNear')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

interface LinesProps {
  lines: ContactSegment[];
  names: NamesById;
  contact: string;
  hand: ReturnType<typeof useSegmentHand>;
}

function Lines({ lines, names, contact, hand }: LinesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useConditionWords(useNameBook(names).nameOf);
  const say = useWords();
  if (lines.length === 0) return null;
  return (
    <ul className="contact-segments">
      {lines.map(({ id, name: named, kind, condition, since, missing }) => {
        const name = say(named);
        return (
          <li key={id}>
            <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
              <Link url={`/app/segments/${id}`} monochrome removeUnderline>
                <span className="row-name">{name}</span>
              </Link>
              <Why of={name} align="right">
                <SegmentWhy segment={id} contact={contact} />
              </Why>
            </InlineStack>
            <p className="row-quiet">
              {condition
                ? words(condition)
                : t(kind === 'shopify' ? 'segments.kindText.shopify' : 'segments.filledByHand')}
            </p>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <span className="row-quiet">
                {since !== null
                  ? t('segments.ofContact.since', { day: format.day(since) })
                  : missing !== null && missing > 0 && t('segments.ofContact.missing', { count: missing })}
              </span>
              {kind === 'static' && since !== null && (
                <Button
                  variant="plain"
                  disabled={hand.busy}
                  onClick={() => hand.put(contact, { id, name }, false)}
                  accessibilityLabel={t('segments.takeOutOf', { name })}
                >
                  {t('segments.takeOut')}
                </Button>
              )}
            </InlineStack>
          </li>
        );
      })}
    </ul>
  );
}
