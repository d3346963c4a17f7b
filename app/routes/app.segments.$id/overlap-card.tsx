import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { SegmentView } from '../../ui/views/segment-views.ts';
import type { loader } from '../app.segments.$id_.overlap/route.tsx';

/** How many contacts are in this segment, in another, and in both. */
export function OverlapCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  const fetcher = useFetcher<typeof loader>();
  const [other, setOther] = useState('');
  const choose = (id: string) => {
    setOther(id);
    if (id) fetcher.load(`/app/segments/${view.id}/overlap?${new URLSearchParams({ with: id })}`);
  };
  const answer = fetcher.data?.other === other ? fetcher.data : null;
  const name = say(view.others.find(({ id }) => id === other)?.name ?? '');
  const all = answer ? Math.max(1, answer.onlyOne + answer.both + answer.onlyOther) : 1;
  const parts = answer
    ? ([
        ['one', answer.onlyOne, t('segments.onlyIn', { name: say(view.name) })],
        ['both', answer.both, t('segments.inBoth')],
        ['other', answer.onlyOther, t('segments.onlyIn', { name })],
      ] as const)
    : [];
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('segments.overlap')}
        </Text>
        <Select
          label={t('segments.overlapWith')}
          value={other}
          options={[
            { label: t('segments.choose'), value: '' },
            ...view.others.map((one) => ({ label: say(one.name), value: one.id })),
          ]}
          onChange={choose}
        />
        <div role="status">
          {answer && (
            <BlockStack gap="200">
              <div className="overlap" aria-hidden="true">
                {parts.map(([part, count]) => (
                  <span key={part} data-part={part} style={{ flexGrow: count / all }} />
                ))}
              </div>
              <ul className="overlap-list">
                {parts.map(([part, count, says]) => (
                  <li key={part}>
                    <span className="overlap-key" data-part={part} aria-hidden="true" />
                    <span>{says}</span>
                    <strong>{format.number(count)}</strong>
                  </li>
                ))}
              </ul>
            </BlockStack>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}
