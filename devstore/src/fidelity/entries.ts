import { oauthFidelity } from '../oauth/fidelity.ts';
import type { Fidelity } from './fidelity.ts';

/** Every part's own declaration, in the order in which the page shows them. */
export const FIDELITY: Fidelity[] = [...oauthFidelity];
