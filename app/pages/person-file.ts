import type { PersonFile } from '../shop/privacy/gather-person.server.ts';

/** Some rows of a person's data, by what they are; those of one name stand one behind the other. */
export interface PersonRows {
  name: string;
  rows: unknown[];
}

/** The file of a data request as JSON, a piece at a time. */
export async function* personFileJson(file: PersonFile, parts: AsyncIterable<PersonRows>): AsyncGenerator<string> {
  const { data, ...head } = file;
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "data": {`;
  let between = '\n';
  for (const [name, rows] of Object.entries(data)) {
    yield `${between}    ${JSON.stringify(name)}: ${JSON.stringify(rows, null, 2)}`;
    between = ',\n';
  }
  let open: string | null = null;
  for await (const { name, rows } of parts) {
    if (rows.length === 0) continue;
    if (name !== open) yield `${open === null ? '' : ']'}${between}    ${JSON.stringify(name)}: [`;
    yield `${name === open ? ',' : ''}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
    open = name;
    between = ',\n';
  }
  yield `${open === null ? '' : ']'}\n  }\n}\n`;
}
