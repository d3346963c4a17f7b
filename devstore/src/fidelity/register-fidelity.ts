import type { Register } from '../devstore.ts';
import { fidelityPage } from './fidelity-page.ts';

export const registerFidelity: Register = (app, devstore) => {
  app.get('/fidelity', (c) => c.html(fidelityPage(devstore)));
};
