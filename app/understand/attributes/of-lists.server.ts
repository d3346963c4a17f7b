import type { AttributesPort } from '../../listen/imports/attributes-port.ts';
import { valueFor } from './declared.ts';
import { ALWAYS, declaredAttributes } from './declared.server.ts';
import { attributeKey } from './value.ts';

/** What lists of contacts may tell of what the shop declares. */
export const attributesOfLists: AttributesPort = async (reader, shop) => {
  const declared = await declaredAttributes(reader, shop);
  const byId = new Map([...ALWAYS, ...declared].map((one) => [one.id, one]));
  return {
    choices: declared.map(({ id, label }) => ({ id, label })),
    named(heading) {
      const key = attributeKey(heading);
      return declared.find(({ id, label }) => id === key || attributeKey(label) === key)?.id ?? null;
    },
    read(id, text) {
      const one = byId.get(id);
      // removed since the columns were agreed on: it is kept as it stands, until it is there again
      return one ? valueFor(one, text) : text;
    },
  };
};
