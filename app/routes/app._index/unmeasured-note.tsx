import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { HomeView } from '../../ui/views/home-views.ts';

const SAID = [
  { parts: ['mql', 'sql'], key: 'mill.willFill.leads' },
  { parts: ['referral', 'review'], key: 'mill.willFill.advocacy' },
] as const;

/** What the hatched parts of the picture wait for. */
export function UnmeasuredNote({ mill }: { mill: HomeView['mill'] }) {
  const { t } = useTranslation();
  const empty = new Set(mill.parts.filter(({ count }) => count === null).map(({ part }) => part));
  const said = SAID.filter(({ parts }) => parts.some((part) => empty.has(part)));
  if (said.length === 0) return null;
  return (
    <BlockStack gap="100">
      {said.map(({ key }) => (
        <Text key={key} as="p" variant="bodySm" tone="subdued">
          {t(key)}
        </Text>
      ))}
    </BlockStack>
  );
}
