import { randomUUID } from 'node:crypto';
import type { AppConfig } from '../app-config.ts';
import type { Clock } from '../clock/clock.ts';
import type { DevstoreConfig } from '../devstore.ts';
import type { StateDatabase } from '../shop/database.ts';
import { documents } from '../shop/documents.ts';
import type { ShopEvent } from '../shop/events.ts';
import type { ShopStore } from '../shop/store.ts';
import { payloadOf, TOPICS } from './payload-of.ts';
import { deliveryQueue, type QueuedDelivery } from './queue.ts';
import { send } from './send.ts';
import { chance, mannerOf, PLAIN, shuffled } from './manner.ts';
import type { Faults, Webhooks } from './webhooks.ts';
import { mayHear, withhold } from './withhold.ts';

/** Eight retries over four hours, in minutes after the attempt before. */
const RETRIES = [1, 2, 4, 8, 15, 30, 60, 120];
const AT_ONCE = 8;
/** While deliveries are shuffled, each waits (in real time) for others to be mixed with. */
const SHUFFLE_WAIT = 300;
const REDACT_AFTER = 48 * 3_600_000;
/** A real timer must not sleep longer than this: what it waits for is in the shop's time. */
const LONGEST_SLEEP = 60_000;
/** Where order is played with, as many as may be mixed are looked at together. */
const MIXED = 500;
const NO_FAULTS: Faults = { ...PLAIN, topics: {}, seed: 1 };

interface Parts {
  database: StateDatabase;
  store: ShopStore;
  clock: Clock;
  config: DevstoreConfig;
  appConfig: () => AppConfig;
}

/** Turns what happens in the shop into signed deliveries, and delivers them. */
export function openWebhooks({ database, store, clock, config, appConfig }: Parts): Webhooks {
  const queue = deliveryQueue(database);
  const kept = documents(database);
  const flying = new Map<number, Promise<void>>();
  let faults = { ...NO_FAULTS, ...kept.get<Faults>('webhooks', 'faults') };
  let random = chance(faults.seed);
  /** held back and let go since: they wait no longer */
  const released = new Set<number>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const enqueue = (event: ShopEvent, delay = 0) => {
    const topic = TOPICS[event.kind];
    const subscriptions = appConfig().subscriptions.filter((one) => one.topic === topic);
    const approved = store.app.protectedData();
    if (subscriptions.length === 0 || !mayHear(topic, approved)) return;
    const body = JSON.stringify(withhold(topic, payloadOf({ store, origin: config.origin }, event), approved));
    for (const { uri } of subscriptions) {
      const delivery = {
        id: randomUUID(),
        eventId: randomUUID(),
        topic,
        // Whatever host the configuration names, this app is the one to call.
        url: new URL(new URL(uri, config.appOrigin).pathname, config.appOrigin).href,
        body,
        triggeredAt: clock.iso(),
      };
      const manner = mannerOf(faults, topic);
      const state = manner.drop > 0 && random() < manner.drop ? 'dropped' : 'pending';
      const nextAttemptAt = state === 'pending' ? clock.now() + delay + manner.delay : null;
      for (let copy = 0; copy <= manner.duplicate; copy += 1) queue.add({ ...delivery, state, nextAttemptAt });
    }
    schedule();
  };

  const stopListening = store.listen((event) => {
    const { installed } = store.app.installation();
    if (!installed && event.kind !== 'shop.redactRequested') return;
    enqueue(event);
    if (event.kind === 'app.uninstalled') enqueue({ kind: 'shop.redactRequested' }, REDACT_AFTER);
  });
  const stopClock = clock.onMove(() => pump());

  const schedule = () => {
    if (stopped) return;
    clearTimeout(timer);
    const next = queue.nextAt();
    if (next === null || flying.size >= AT_ONCE) return;
    const wait = Math.max(isMixed() ? SHUFFLE_WAIT : 0, next - clock.now());
    timer = setTimeout(pump, Math.min(wait, LONGEST_SLEEP));
  };

  const manners = () => [faults, ...Object.values(faults.topics)];
  const isMixed = () => manners().some(({ shuffle, hold }) => shuffle || hold > 0);

  /** What may leave now: those held back wait until there are enough of them to be mixed. */
  const nextDue = (room: number): QueuedDelivery[] => {
    const without = [...flying.keys()];
    if (!isMixed()) return queue.due(clock.now(), room, without);
    const due = queue.due(clock.now(), MIXED, without);
    const holdOf = ({ seq, topic }: QueuedDelivery) => (released.has(seq) ? 0 : mannerOf(faults, topic).hold);
    const held = due.filter((delivery) => holdOf(delivery) > 0);
    const most = Math.max(0, ...held.map(holdOf));
    if (held.length >= most) for (const { seq } of held) released.add(seq);
    const free = due.filter((delivery) => holdOf(delivery) === 0);
    const plays = ({ topic }: QueuedDelivery) => mannerOf(faults, topic).shuffle || mannerOf(faults, topic).hold > 0;
    const inOrder = free.filter((delivery) => !plays(delivery));
    return [...inOrder, ...shuffled(free.filter(plays), random)].slice(0, room);
  };

  const pump = () => {
    if (stopped) return;
    const room = AT_ONCE - flying.size;
    const due = room > 0 ? nextDue(room) : [];
    for (const delivery of due) {
      const attempt = deliver(delivery).finally(() => {
        flying.delete(delivery.seq);
        released.delete(delivery.seq);
        if (queue.countDue(clock.now()) > 0) pump();
        schedule();
      });
      flying.set(delivery.seq, attempt);
    }
    if (due.length === 0 && flying.size === 0) schedule();
  };

  const deliver = async (delivery: QueuedDelivery) => {
    if (delivery.topic === 'shop/redact' && store.app.installation().installed && delivery.attempts === 0) {
      const delayed = Date.parse(delivery.triggeredAt) + REDACT_AFTER <= clock.now();
      if (delayed)
        return queue.save({ ...delivery, state: 'dropped', nextAttemptAt: null, lastError: 'installed again' });
    }
    const sender = { shop: store.shop.domain, secret: config.apiSecret, apiVersion: appConfig().apiVersion };
    const { status, error, took } = await send(sender, delivery);
    if (stopped) return;
    const retry = RETRIES[delivery.attempts];
    const tried = {
      ...delivery,
      attempts: delivery.attempts + 1,
      lastStatus: status,
      lastError: error,
      lastTook: took,
    };
    if (error === null) queue.save({ ...tried, state: 'delivered', nextAttemptAt: null, deliveredAt: clock.iso() });
    else if (retry === undefined) queue.save({ ...tried, state: 'failed', nextAttemptAt: null });
    else queue.save({ ...tried, nextAttemptAt: clock.now() + retry * 60_000 });
  };

  const saveFaults = (seed?: number): Faults => {
    if (seed !== undefined) {
      faults = { ...faults, seed };
      random = chance(seed);
    }
    kept.put('webhooks', 'faults', faults);
    schedule();
    return structuredClone(faults);
  };

  schedule();

  return {
    deliveries: (filter = {}) => queue.list(filter),
    pending: () => queue.countPending(),
    faults: () => structuredClone(faults),
    setFaults: ({ seed, ...change }, topic) => {
      if (topic === undefined) faults = { ...faults, ...change };
      else
        faults = { ...faults, topics: { ...faults.topics, [topic]: { ...PLAIN, ...faults.topics[topic], ...change } } };
      return saveFaults(seed);
    },
    clearTopic: (topic) => {
      const { [topic]: _cleared, ...topics } = faults.topics;
      faults = { ...faults, topics };
      return saveFaults();
    },
    flush: async (timeoutMs = 30_000) => {
      const deadline = performance.now() + timeoutMs;
      for (const { seq } of queue.due(clock.now(), MIXED, [])) released.add(seq);
      for (;;) {
        pump();
        if (flying.size === 0) return { settled: queue.countDue(clock.now()) === 0, pending: queue.countPending() };
        if (performance.now() > deadline) return { settled: false, pending: queue.countPending() };
        await Promise.race(flying.values());
      }
    },
    redeliver: (id) => {
      const delivery = queue.byId(id);
      if (!delivery) return;
      queue.save({ ...delivery, state: 'pending', attempts: 0, nextAttemptAt: clock.now() });
      schedule();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      stopListening();
      stopClock();
      await Promise.allSettled(flying.values());
    },
  };
}
