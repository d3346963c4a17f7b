import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useRuleWords } from '../../ui/use-rule-words.ts';
import type { LedgerPage } from '../../ui/views/scoring-views.ts';

/** Every single entry, latest first, a page at a time. */
export function Ledger({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const fetcher = useFetcher<LedgerPage>();
  const [read, setRead] = useState<LedgerPage[]>([]);
  const [known, setKnown] = useState<LedgerPage | undefined>();
  if (fetcher.data && fetcher.data !== known) {
    setKnown(fetcher.data);
    setRead([...read, fetcher.data]);
  }
  const last = read.at(-1);
  const next = last ? last.next : '';
  const sum = read
    .flatMap(({ lines }) => lines)
    .reduce((all, { scope, points }) => (scope === 'global' ? all + points : all), 0);
  const more = () => fetcher.load(`/app/contacts/${contact}/ledger${next ? `?after=${encodeURIComponent(next)}` : ''}`);
  return (
    <BlockStack gap="200">
      {read.length > 0 && (
        <ul className="ledger">
          {read
            .flatMap(({ lines }) => lines)
            .map((line) => (
              <li key={line.id}>
                <InlineStack align="space-between" gap="200" wrap={false}>
                  <Text as="span">{words.entry(line)}</Text>
                  <Text as="span" numeric>
                    {format.change(line.points)}
                  </Text>
                </InlineStack>
                <Text as="p" tone="subdued" variant="bodySm">
                  {[
                    format.moment(line.at),
                    ...(line.about ? [line.about] : []),
                    ...(line.scope === 'global' ? [] : [words.scope(line.scope)]),
                  ].join(' · ')}
                </Text>
              </li>
            ))}
        </ul>
      )}
      {next === null && read.length > 0 && (
        <InlineStack align="space-between" gap="200">
          <Text as="p" fontWeight="semibold">
            {t('scoring.sum')}
          </Text>
          <Text as="p" fontWeight="semibold" numeric>
            {format.number(sum)}
          </Text>
        </InlineStack>
      )}
      {next !== null && (
        <InlineStack>
          <Button variant="plain" loading={fetcher.state !== 'idle'} onClick={more}>
            {t(read.length === 0 ? 'scoring.everyEntry' : 'scoring.more')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
