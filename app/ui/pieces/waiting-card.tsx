import { BlockStack, Card, SkeletonBodyText, Text } from '@shopify/polaris';

/** A card whose content comes after the page: it keeps its place, so that what stands below does not jump. */
export function WaitingCard({ title, lines }: { title: string; lines: number }) {
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <SkeletonBodyText lines={lines} />
      </BlockStack>
    </Card>
  );
}
