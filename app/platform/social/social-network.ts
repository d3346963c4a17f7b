import type { Refusal } from '../submit/outcome.ts';
import type { Aimed } from './networks.ts';

/** What is to be published once. */
export interface SocialContent {
  /** of this one content, so that a network that keeps keys can tell a second attempt */
  key: string;
  text: string;
  /** as it goes out; empty for none */
  link: string;
  picture: string;
  alt: string;
  target: Aimed;
}

/** What the network holds already of a content, and nobody sees yet: pictures, containers. */
export type Prepared = Readonly<Record<string, string>>;

/** `expired`: the token is not good any more; somebody has to connect again. */
export type SocialRefusal = Refusal & { expired?: boolean };

export type Preparation =
  | { kind: 'ready'; prepared: Prepared }
  /** it is still at work on it, or has had enough for now */
  | { kind: 'later'; prepared: Prepared; afterMs: number; reason: string }
  | SocialRefusal;

/** `unknown`: it may be out. `submitted` without an id: it is, and what it is called was not heard. */
export type Publication =
  | { kind: 'submitted'; providerId: string | null; url: string | null }
  | SocialRefusal
  | { kind: 'unknown'; reason: string };

/** null: this network does not tell. */
export interface SocialResults {
  likes: number | null;
  comments: number | null;
  shares: number | null;
  clicks: number | null;
  reach: number | null;
}

export type ResultsTold = { kind: 'results'; results: SocialResults } | { kind: 'gone' } | SocialRefusal;

export interface SocialIdentity {
  kind: 'account';
  remoteId: string;
  name: string;
  /** what it allows that others of its network may not */
  textLimit?: number;
}

/** One account of a network. */
export interface SocialNetwork {
  /** Whose token it is. */
  identify(): Promise<SocialIdentity | SocialRefusal>;
  /** Everything that can be done before anybody sees it; safe to repeat. */
  prepare(content: SocialContent, prepared: Prepared): Promise<Preparation>;
  /** The one step that makes it visible. */
  publish(content: SocialContent, prepared: Prepared): Promise<Publication>;
  results(remoteId: string): Promise<ResultsTold>;
}

export interface SocialTools {
  timeoutMs: number;
  /** in place of the network's own address; for tests and the devstore */
  origin?: string | undefined;
  /** whether pictures and servers that a merchant names may stand in a private network */
  privateHosts: boolean;
}
