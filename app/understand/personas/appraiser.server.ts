import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { fitPersonas } from './fit.server.ts';
import { personasToFit } from './store.server.ts';

/** Keeps the persona that each contact shows. */
export const personaAppraiser: Appraiser = {
  name: 'persona',
  async appraise(trx, frame, touched) {
    const personas = await personasToFit(trx, frame.shop);
    if (personas.length === 0) return new Map();
    const isNews = (contact: string) => touched.get(contact)?.has('live') ?? false;
    const moved = await fitPersonas(trx, frame, personas, [...touched.keys()], isNews);
    return new Map(moved.map((contact) => [contact, new Set<Change>(['field:persona'])]));
  },
};
