/** Thrown by a mutation that names a product, cart, order… which this shop does not have. */
export class NotInShop extends Error {
  readonly what: string;
  readonly id: string;

  constructor(what: string, id: string) {
    super(`This shop has no ${what} ${id}.`);
    this.name = 'NotInShop';
    this.what = what;
    this.id = id;
  }
}
