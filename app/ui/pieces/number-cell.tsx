import { IndexTable } from '@shopify/polaris';

/** A number in a row of a table: at the end, in figures of one width. */
export function NumberCell({ children }: { children: string }) {
  return (
    <IndexTable.Cell>
      <p className="row-end">{children}</p>
    </IndexTable.Cell>
  );
}
