// The list's state lives in its address, so that it can be shared, reloaded and gone back to.
import { z } from 'zod';
import { STAGES } from '../../understand/stages/rules.ts';
import { GROUPS } from '../../ui/meaning-colours.ts';
import { CONTACT_SORTS, type ContactQuery } from '../../ui/views/contact-views.ts';

const list = <T extends string>(allowed: readonly T[]) =>
  z
    .string()
    .transform((text) => text.split(',').filter((word): word is T => allowed.some((each) => each === word)))
    .catch([]);
const amount = (limit: number) => z.coerce.number().min(-limit).max(limit).nullable().catch(null);

const FIVE = ['1', '2', '3', '4', '5'] as const;

const schema = z.object({
  q: z.string().trim().max(200).catch(''),
  group: list(GROUPS),
  stage: list(STAGES),
  orders: z.enum(['some', 'none']).nullable().catch(null),
  spent: amount(1e9),
  score: amount(1e6),
  within: z.coerce.number().int().min(1).max(3650).nullable().catch(null),
  cell: z
    .templateLiteral([z.enum(FIVE), '-', z.enum(FIVE)])
    .nullable()
    .catch(null),
  persona: z.string().trim().min(1).max(80).nullable().catch(null),
  sort: z.enum(CONTACT_SORTS).catch('seen'),
  dir: z.enum(['asc', 'desc']).catch('desc'),
  after: z.string().max(500).nullable().catch(null),
});

/** What cannot be read falls back to "everyone", never to an error: an address is typed and shortened by people. */
export function readContactQuery(params: URLSearchParams): ContactQuery {
  const get = (name: string) => params.get(name);
  const read = schema.parse({
    q: get('q') ?? '',
    group: get('group') ?? '',
    stage: get('stage') ?? '',
    orders: get('orders'),
    spent: get('spent'),
    score: get('score'),
    within: get('within'),
    cell: get('cell'),
    persona: get('persona'),
    sort: get('sort') ?? undefined,
    dir: get('dir') ?? undefined,
    after: get('after'),
  });
  return {
    search: read.q,
    filter: {
      groups: read.group,
      stages: read.stage,
      orders: read.orders,
      minSpent: get('spent') ? read.spent : null,
      minScore: get('score') ? read.score : null,
      orderedWithinDays: get('within') ? read.within : null,
      cell: read.cell && { r: Number(read.cell[0]), fm: Number(read.cell[2]) },
      persona: read.persona,
    },
    sort: read.sort,
    descending: read.dir === 'desc',
    after: read.after,
  };
}

/** The address of a query; defaults are left out. A changed query starts at its first page. */
export function contactParams(query: ContactQuery): URLSearchParams {
  const { filter } = query;
  const pairs: [string, string | number | null][] = [
    ['q', query.search || null],
    ['group', filter.groups.join(',') || null],
    ['stage', filter.stages.join(',') || null],
    ['orders', filter.orders],
    ['spent', filter.minSpent],
    ['score', filter.minScore],
    ['within', filter.orderedWithinDays],
    ['cell', filter.cell && `${filter.cell.r}-${filter.cell.fm}`],
    ['persona', filter.persona],
    ['sort', query.sort === 'seen' ? null : query.sort],
    ['dir', query.descending ? null : 'asc'],
    ['after', query.after],
  ];
  const params = new URLSearchParams();
  for (const [name, value] of pairs) if (value !== null) params.set(name, String(value));
  return params;
}
