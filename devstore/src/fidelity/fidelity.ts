/**
 * What one part of the devstore stands in for. Each part declares its own, in a `fidelity.ts` beside it; a test
 * fails for a route, an Admin API field, a webhook topic or an App Bridge member that no entry names.
 */
export interface Fidelity {
  area: string;
  /** What behaves as Shopify's does. */
  simulates: string;
  /** What is answered with an error that names it, or is left out. */
  refuses: string;
  /** Where the behaviour was taken from. */
  source: { title: string; url: string };
  /** The test that holds it, a path below the project's folder. */
  testedBy: string;
  /** Routes of the web server, `GET /admin/orders`; `*` at the end takes all that begin so. */
  routes?: string[];
  /** Fields of the Admin API: `Mutation.tagsAdd`, `QueryRoot.orders`. */
  fields?: string[];
  topics?: string[];
  /** Members of `window.shopify`, and custom elements: `ui-save-bar`. */
  bridge?: string[];
}
