/** "Order Date", "order_date" and "order-date" are one heading. */
export function headingOf(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
}
