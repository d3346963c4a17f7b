import type { Channel } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import { mayDecide } from '../../understand/conditions/behavioural.ts';
import { conditionSchema } from '../../understand/conditions/condition.ts';
import type { Arm } from './arm.ts';
import { channelAsked } from './builtin.ts';
import type { EnrolmentRow } from './enrolments.server.ts';
import { type Graph, nodeOf, type NodeOf } from './graph.ts';
import type { Passage } from './nodes/step.ts';
import type { JourneyPorts, MailPermission } from './ports.ts';
import { findPurchases } from './purchases.server.ts';
import { versionKey } from './versions.server.ts';

/** Reads what the nodes of a batch of passages may look at: a constant number of queries, whatever its size. */
export async function loadPassages(
  trx: Trx,
  shop: string,
  enrolments: readonly EnrolmentRow[],
  graphs: ReadonlyMap<string, Graph>,
  ports: JourneyPorts,
  now: number,
): Promise<Passage[]> {
  const contacts = [...new Set(enrolments.map((enrolment) => enrolment.contact))];
  const purchases = await findPurchases(trx, shop, enrolments);
  const waiting = await waitingSince(trx, shop, enrolments);
  const youngest = await youngestCheckouts(trx, shop, contacts);
  const people = await trx
    .selectFrom('contact')
    .select(['id', 'automated'])
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  const refusing = new Set(people.filter((row) => row.automated === 0).map((row) => row.id));
  const conditionNodes = enrolments.flatMap((enrolment) => {
    const graph = graphs.get(versionKey(enrolment.journey, enrolment.version));
    const node = graph && nodeOf(graph, enrolment.node);
    return node?.kind === 'condition' ? [{ contact: enrolment.contact, node }] : [];
  });
  const asked = [...new Set(conditionNodes.map((one) => one.contact))];
  const permissions = await permissionsAt(trx, shop, conditionNodes, ports);
  const holding = new Map<string, Set<string>>();
  for (const { node } of conditionNodes) {
    const key = JSON.stringify(node.condition);
    if (node.condition === undefined || holding.has(key)) continue;
    holding.set(key, await ports.conditionHolds(trx, shop, node.condition, asked, now));
  }

  return enrolments.map((enrolment) => {
    const checkout = purchases.checkout(enrolment.subject);
    const latest = youngest.get(`${enrolment.journey} ${enrolment.contact}`);
    return {
      enrolment: enrolment.id,
      journey: enrolment.journey,
      contact: enrolment.contact,
      subject: enrolment.subject,
      arm: enrolment.arm as Arm,
      visit: enrolment.visit,
      now,
      waitingSince: waiting.get(enrolment.id) ?? null,
      checkout,
      purchase: purchases.of(enrolment.subject, enrolment.contact),
      superseded: latest !== undefined && checkout !== null && latest > checkout.createdAt,
      permission: (channel) => permissions.get(channel)?.get(enrolment.contact) ?? UNREACHED[channel],
      decides: (condition) => mayDecide(conditionSchema.parse(condition), !refusing.has(enrolment.contact)),
      holds: (condition) => holding.get(JSON.stringify(condition))?.has(enrolment.contact) ?? false,
    };
  });
}

/** Who has nothing on a channel that she could be reached by. */
const UNREACHED: Readonly<Record<Channel, MailPermission>> = {
  email: { allowed: false, reason: { code: 'no_address' } },
  sms: { allowed: false, reason: { code: 'no_phone' } },
  whatsapp: { allowed: false, reason: { code: 'no_phone' } },
  push: { allowed: false, reason: { code: 'no_browser' } },
};

/** For each channel that the nodes ask about: whether those who stand there may be reached on it. */
async function permissionsAt(
  trx: Trx,
  shop: string,
  standing: readonly { contact: string; node: NodeOf<'condition'> }[],
  ports: JourneyPorts,
): Promise<Map<Channel, Map<string, MailPermission>>> {
  const asked = standing.flatMap(({ contact, node }) =>
    node.builtin.flatMap((builtin) => {
      const channel = channelAsked(builtin);
      return channel === null ? [] : [{ channel, contact }];
    }),
  );
  const permissions = new Map<Channel, Map<string, MailPermission>>();
  for (const [channel, of] of Map.groupBy(asked, (one) => one.channel)) {
    const contacts = [...new Set(of.map(({ contact }) => contact))];
    permissions.set(channel, await ports.mayReach(trx, shop, channel, contacts));
  }
  return permissions;
}

/** When a passage that stands at a wait came there: its last step, if that was at the same node. */
async function waitingSince(trx: Trx, shop: string, enrolments: readonly EnrolmentRow[]): Promise<Map<string, number>> {
  const nodes = new Map(enrolments.map((enrolment) => [enrolment.id, enrolment]));
  const steps = await trx
    .selectFrom('step')
    .innerJoin('enrolment', (join) =>
      join.onRef('enrolment.shop', '=', 'step.shop').onRef('enrolment.id', '=', 'step.enrolment'),
    )
    .select(['step.enrolment', 'step.node', 'step.at'])
    .where('step.shop', '=', shop)
    .where('step.enrolment', 'in', [...nodes.keys()])
    .where((eb) => eb('step.seq', '=', eb('enrolment.visit', '-', 1)))
    .where('step.outcome', 'in', ['waiting', 'moved'])
    .execute();
  return new Map(
    steps.filter((step) => nodes.get(step.enrolment)?.node === step.node).map((step) => [step.enrolment, step.at]),
  );
}

/** `journey contact` → when the youngest checkout that the contact is in that journey with began. */
async function youngestCheckouts(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('enrolment')
    .innerJoin('checkout', (join) =>
      join.onRef('checkout.shop', '=', 'enrolment.shop').onRef('checkout.token', '=', 'enrolment.subject'),
    )
    .select((eb) => ['enrolment.journey', 'enrolment.contact', eb.fn.max<number>('checkout.created_at').as('latest')])
    .where('enrolment.shop', '=', shop)
    .where('enrolment.contact', 'in', [...contacts])
    .where('enrolment.state', '=', 'waiting')
    .groupBy(['enrolment.journey', 'enrolment.contact'])
    .execute();
  return new Map(rows.map((row) => [`${row.journey} ${row.contact}`, row.latest]));
}
