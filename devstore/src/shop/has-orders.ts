/** Thrown when somebody is to be deleted who has ordered: Shopify keeps her with her orders. */
export class HasOrders extends Error {
  constructor(id: string) {
    super(`Customer ${id} has orders and cannot be deleted.`);
    this.name = 'HasOrders';
  }
}
