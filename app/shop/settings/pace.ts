// How often people may be written to, and when not.
import { z } from 'zod';

/** At most so many marketing messages to one contact within so many days. */
const cap = z.object({ most: z.number().int().min(1).max(100), days: z.number().int().min(1).max(90) });
export type CapSetting = z.infer<typeof cap>;

export const CAP_KINDS = ['all', 'campaign', 'journey', 'email', 'sms', 'whatsapp', 'push'] as const;
export type CapKind = (typeof CAP_KINDS)[number];

const none = cap.nullable().default(null);
const hour = z.number().int().min(0).max(23);

export const paceSchema = z
  .object({
    /** null: no limit */
    caps: z
      .object({ all: none, campaign: none, journey: none, email: none, sms: none, whatsapp: none, push: none })
      .prefault({}),
    quiet: z
      .object({
        on: z.boolean().default(false),
        from: hour.default(21),
        to: hour.default(8),
        /** by whose clock: the shop's, or that of the contact's country where it is known */
        zone: z.enum(['shop', 'contact']).default('contact'),
      })
      .prefault({}),
    /** what would have to wait longer is left out */
    patienceDays: z.number().int().min(1).max(14).default(3),
  })
  .prefault({});

export type PaceSettings = z.infer<typeof paceSchema>;

/** Whether anything of it may hold a message. */
export function isPaced({ caps, quiet }: PaceSettings): boolean {
  return quiet.on || Object.values(caps).some((one) => one !== null);
}

export const MOST_TOPICS = 12;

const topicId = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  // these mean something already
  .refine((id) => id !== 'marketing' && id !== 'transactional', 'reserved');

/** What a merchant names, so that people can choose it: a purpose of consent, in the words of each language. */
export const topicsSchema = z
  .array(
    z.object({
      /** how the log of consent names it; it stays when the words change */
      id: topicId,
      en: z.string().trim().min(1).max(60),
      it: z.string().trim().min(1).max(60),
    }),
  )
  .max(MOST_TOPICS)
  .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, 'twice')
  .default([]);

export type Topic = z.infer<typeof topicsSchema>[number];

/** Gives a new topic its id, by its English name; one that has an id keeps it. Input from a form, not checked yet. */
export function nameTopics(topics: unknown): unknown {
  if (!Array.isArray(topics)) return topics;
  const list = topics as unknown[];
  const taken = new Set(list.flatMap((one) => (isTopic(one) && one.id !== '' ? one.id : [])));
  return list.map((one) => {
    if (!isTopic(one) || one.id !== '') return one;
    const name = slugOf(one.en);
    let id = name;
    for (let number = 2; taken.has(id); number++) id = `${name}-${number}`;
    taken.add(id);
    return { ...one, id };
  });
}

const isTopic = (one: unknown): one is { id: string; en: string } =>
  typeof one === 'object' &&
  one !== null &&
  'id' in one &&
  typeof one.id === 'string' &&
  'en' in one &&
  typeof one.en === 'string';

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean);
  const slug = words.join('-').slice(0, 30);
  return topicId.safeParse(slug).success ? slug : ['topic', ...words].join('-').slice(0, 30);
}
