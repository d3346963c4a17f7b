import type { Trx } from '../../platform/db/db.ts';
import type { Appraiser, Change, Touched } from '../appraisal/appraiser.ts';
import type { ContactView } from '../conditions/contact-view.ts';
import { mayDecide } from '../conditions/behavioural.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { explain } from '../conditions/explain.ts';
import { nextCheckAt } from '../conditions/next-check.ts';
import { contactViews } from '../conditions/views.server.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { type Build, buildTaskId, readBuild } from './build.ts';
import { type Check, replaceChecks } from './checks.server.ts';
import { type Move, writeMoves } from './membership.server.ts';
import { touchedBy } from './needs.ts';
import { inOrder, segmentsNamed } from './rules.ts';
import type { Segment } from './segment.ts';
import { allSegments } from './store.server.ts';

/** Keeps live segments: only those that name what has changed of a contact are asked about. */
export const segmentsAppraiser: Appraiser = {
  name: 'segments',
  async appraise(trx, frame, touched) {
    const all = await allSegments(trx, frame.shop);
    const segments = inOrder(all.filter(({ kind }) => kind === 'live'));
    const wanted = segments.filter((segment) => [...touched.values()].some((changes) => touchedBy(segment, changes)));
    if (wanted.length === 0) return new Map();
    // a segment that names one of these may follow it
    const asked = segments.filter((segment) => wanted.includes(segment) || segmentsNamed(segment.condition).length > 0);
    const views = await contactViews(
      trx,
      frame.shop,
      padded([...touched.keys()]),
      asked.map(({ condition }) => condition),
      { now: frame.now, zone: frame.zone },
    );
    const known = await knownOf(trx, frame, all, [...views.keys()]);
    const moves: Move[] = [];
    const checks: (Omit<Check, 'dueAt'> & { dueAt: number | null })[] = [];
    for (const [contact, view] of views) {
      const changes = touched.get(contact) ?? new Set<Change>();
      const own = known.standingOf(contact);
      // each segment sees where those that it names have put the contact a moment before
      const seen: ContactView = { ...view, segments: own };
      const moved = new Set<string>();
      for (const segment of asked) {
        const follows = segmentsNamed(segment.condition).some((id) => moved.has(id));
        if (!follows && !touchedBy(segment, changes)) continue;
        const build = known.builds.get(segment.id);
        const reached = build === undefined || build.phase !== 'gather' || contact <= build.after;
        if (build?.fresh && !reached) continue;
        const holds = mayDecide(segment.condition, known.automated(contact)) && evaluate(segment.condition, seen);
        const move = moveOf(segment, contact, holds, {
          build,
          reached,
          own,
          gathered: known.gathered(segment, contact),
        });
        if (move) {
          const { reasons } = explain(segment.condition, seen);
          const announce = changes.has('live') || changes.has(`check:${segment.id}`);
          moves.push({ ...move, announce, why: reasons.filter((reason) => reason.holds === holds).slice(0, 5) });
          moved.add(segment.id);
        }
        if (!build?.fresh && holds) own.add(segment.id);
        else if (!build?.fresh) own.delete(segment.id);
        checks.push({ segment: segment.id, contact, dueAt: nextCheckAt(segment.condition, seen) });
      }
    }
    await replaceChecks(trx, frame.shop, checks);
    const made = await writeMoves(trx, frame, moves);
    return changesBy(made);
  },
};

/** What the rows need so that they say what holds; null when they do already. */
function moveOf(
  { id: segment, generation, building }: Segment,
  contact: string,
  joins: boolean,
  {
    build,
    reached,
    own,
    gathered,
  }: { build: Build | undefined; reached: boolean; own: Set<string>; gathered: boolean },
): Omit<Move, 'announce'> | null {
  if (!build || building === null) {
    return own.has(segment) === joins ? null : { segment, generations: [generation], contact, joins, counts: true };
  }
  // what stands until then was gathered by another condition
  if (build.fresh)
    return gathered === joins ? null : { segment, generations: [building], contact, joins, counts: false };
  const counts = own.has(segment) !== joins;
  if (!counts && (!reached || gathered === joins)) return null;
  return { segment, generations: reached ? [generation, building] : [generation], contact, joins, counts };
}

/** Where contacts stand in segments now, how far the ones that are being gathered have come, and who wants no automated decisions. */
async function knownOf(trx: Trx, { shop }: ShopFrame, segments: readonly Segment[], contacts: readonly string[]) {
  const ids = padded([...contacts]);
  const rows = contacts.length
    ? await trx
        .selectFrom('segment_member')
        .select(['segment', 'generation', 'contact'])
        .where('shop', '=', shop)
        .where('contact', 'in', ids)
        .execute()
    : [];
  const members = new Set(rows.map(({ segment, generation, contact }) => `${segment} ${generation} ${contact}`));
  const byContact = new Map<string, typeof rows>();
  for (const row of rows) byContact.set(row.contact, [...(byContact.get(row.contact) ?? []), row]);
  const generations = new Map(segments.map(({ id, generation }) => [id, generation]));
  const optedOut = contacts.length
    ? await trx
        .selectFrom('contact')
        .select('id')
        .where('shop', '=', shop)
        .where('id', 'in', ids)
        .where('automated', '=', 0)
        .execute()
    : [];
  const out = new Set(optedOut.map(({ id }) => id));
  return {
    builds: await buildsOf(trx, shop, segments),
    automated: (contact: string) => !out.has(contact),
    standingOf: (contact: string) =>
      new Set(
        (byContact.get(contact) ?? []).flatMap(({ segment, generation }) =>
          generations.get(segment) === generation ? segment : [],
        ),
      ),
    gathered: ({ id, building }: Segment, contact: string) => members.has(`${id} ${building} ${contact}`),
  };
}

async function buildsOf(trx: Trx, shop: string, segments: readonly Segment[]): Promise<Map<string, Build>> {
  const building = segments.filter((segment) => segment.building !== null);
  if (building.length === 0) return new Map();
  const tasks = await trx
    .selectFrom('task')
    .select(['id', 'cursor'])
    .where('shop', '=', shop)
    .where(
      'id',
      'in',
      building.map(({ id }) => buildTaskId(id)),
    )
    .execute();
  const cursors = new Map(tasks.map(({ id, cursor }) => [id, cursor]));
  return new Map(
    building.flatMap(({ id }) => {
      const build = readBuild(cursors.get(buildTaskId(id)) ?? null);
      return build ? [[id, build] as const] : [];
    }),
  );
}

/** What comes after may ask about segments too. */
function changesBy(moves: readonly Move[]): Touched {
  const touched = new Map<string, Set<Change>>();
  for (const { contact, segment, counts } of moves) {
    if (!counts) continue;
    const changes = touched.get(contact) ?? new Set();
    touched.set(contact, changes.add(`field:segment:${segment}`));
  }
  return touched;
}
