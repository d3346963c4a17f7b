import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';

/** A post as its network shows it. */
export interface Post {
  id: string;
  network: 'facebook' | 'instagram' | 'linkedin' | 'mastodon';
  text: string;
  link: string | null;
  /** an address, or the picture itself as one */
  picture: string | null;
  alt: string | null;
  /** whom it is shown to, in the network's own words; null: everybody */
  shownTo: unknown;
  at: string;
}

export interface SocialNetworks {
  publish(post: Omit<Post, 'at'>, key?: string): Post;
  get(id: string): Post | undefined;
  /** Newest first. */
  posts(): Post[];
  /** What was put there and is not shown yet: pictures, containers. */
  hold(id: string, what: Record<string, string>): void;
  held(id: string): Record<string, string> | undefined;
  fresh(): string;
  /** How it has been taken by now: more with every hour, in a way that can be repeated. */
  taken(post: Post): { likes: number; comments: number; shares: number; reach: number };
  /** What every network answers to the step that publishes, instead of publishing; null: it publishes. */
  trouble: number | null;
}

const HOUR = 3_600_000;

export function openSocialNetworks(database: StateDatabase, clock: Clock): SocialNetworks {
  database.exec(`
    CREATE TABLE IF NOT EXISTS social_post (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT UNIQUE, post TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS social_held (id TEXT PRIMARY KEY, held TEXT NOT NULL);
  `);
  const keep = database.prepare<[string, string | null, string]>(
    'INSERT INTO social_post (id, key, post) VALUES (?, ?, ?)',
  );
  const byKey = database.prepare<[string], { post: string }>('SELECT post FROM social_post WHERE key = ?');
  const byId = database.prepare<[string], { post: string }>('SELECT post FROM social_post WHERE id = ?');
  const latest = database.prepare<[], { post: string }>('SELECT post FROM social_post ORDER BY seq DESC LIMIT 200');
  const hold = database.prepare<[string, string]>('INSERT OR REPLACE INTO social_held (id, held) VALUES (?, ?)');
  const held = database.prepare<[string], { held: string }>('SELECT held FROM social_held WHERE id = ?');
  const count = database.prepare<[], { n: number }>(
    'SELECT (SELECT count(*) FROM social_post) + (SELECT count(*) FROM social_held) AS n',
  );
  const read = (row: { post: string } | undefined) => row && (JSON.parse(row.post) as Post);
  return {
    trouble: null,
    publish(post, key) {
      const before = key === undefined ? undefined : read(byKey.get(key));
      if (before) return before;
      const made: Post = { ...post, at: clock.iso() };
      keep.run(made.id, key ?? null, JSON.stringify(made));
      return made;
    },
    get: (id) => read(byId.get(id)),
    posts: () => latest.all().map((row) => JSON.parse(row.post) as Post),
    hold: (id, what) => void hold.run(id, JSON.stringify(what)),
    held: (id) => {
      const row = held.get(id);
      return row && (JSON.parse(row.held) as Record<string, string>);
    },
    fresh: () => String(1000 + (count.get()?.n ?? 0)),
    taken({ at }) {
      const hours = Math.max(0, (clock.now() - Date.parse(at)) / HOUR);
      // most of it comes on the first day
      const reach = Math.round(900 * (1 - Math.exp(-hours / 20)));
      return {
        reach,
        likes: Math.round(reach / 30),
        comments: Math.round(reach / 180),
        shares: Math.round(reach / 120),
      };
    },
  };
}
