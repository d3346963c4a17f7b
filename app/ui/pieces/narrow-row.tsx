import { BlockStack, IndexTable, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

interface Props {
  id: string;
  index: number;
  name: ReactNode;
  state: ReactNode;
  /** what its columns say elsewhere; null where a column says nothing */
  told: readonly (string | null)[];
  children?: ReactNode;
}

/** A row of a table on a phone: its name beside its state, and below what else there is to tell. */
export function NarrowRow({ id, index, name, state, told, children }: Props) {
  const words = told.filter((each) => each !== null);
  return (
    <IndexTable.Row id={id} position={index}>
      <div className="narrow-row">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            {name}
            {state}
          </InlineStack>
          {words.length > 0 && (
            <Text as="span" tone="subdued">
              {words.join(' · ')}
            </Text>
          )}
          {children}
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}
