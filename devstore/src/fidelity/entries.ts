import { adminFidelity } from '../admin/fidelity.ts';
import { controlFidelity } from '../control/fidelity.ts';
import { filesFidelity } from '../files/fidelity.ts';
import { graphqlFidelity } from '../graphql/fidelity.ts';
import { oauthFidelity } from '../oauth/fidelity.ts';
import { pixelFidelity } from '../pixel/fidelity.ts';
import { pushFidelity } from '../push/fidelity.ts';
import { proxyFidelity } from '../proxy/fidelity.ts';
import { socialFidelity } from '../social/fidelity.ts';
import { textFidelity } from '../texts/fidelity.ts';
import { storefrontFidelity } from '../storefront/fidelity.ts';
import { webhooksFidelity } from '../webhooks/fidelity.ts';
import type { Fidelity } from './fidelity.ts';

/** Every part's own declaration, in the order in which the page shows them. */
export const FIDELITY: Fidelity[] = [
  ...oauthFidelity,
  ...graphqlFidelity,
  ...filesFidelity,
  ...webhooksFidelity,
  ...adminFidelity,
  ...storefrontFidelity,
  ...pixelFidelity,
  ...proxyFidelity,
  ...pushFidelity,
  ...socialFidelity,
  ...textFidelity,
  ...controlFidelity,
];
