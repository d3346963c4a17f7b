import type { Seal } from '../../platform/crypto/seal.ts';
import { createFacebook } from '../../platform/social/facebook.server.ts';
import { createInstagram } from '../../platform/social/instagram.server.ts';
import { createLinkedin } from '../../platform/social/linkedin.server.ts';
import { createMastodon } from '../../platform/social/mastodon.server.ts';
import type { Network } from '../../platform/social/networks.ts';
import type { SocialNetwork } from '../../platform/social/social-network.ts';
import { type AccountRow, networkOf, readConfig } from './store.server.ts';

interface NetworkOptions {
  /** stands before every network's name in place of its own address; for the devstore and tests */
  apiOrigin?: string | undefined;
  /** whether a server or a picture that a merchant names may stand in this machine's private network */
  privateHosts?: boolean;
  timeoutMs?: number;
}

/** What it takes to speak for an account. */
export interface Credentials {
  network: Network;
  token: string;
  remoteId: string;
  server: string;
}

export type OpenNetwork = (credentials: Credentials) => SocialNetwork;

export function createOpenNetwork({
  apiOrigin,
  privateHosts = false,
  timeoutMs = 20_000,
}: NetworkOptions): OpenNetwork {
  return ({ network, token, remoteId, server }) => {
    const tools = { timeoutMs, privateHosts, origin: apiOrigin && `${apiOrigin}/${network}` };
    switch (network) {
      case 'facebook':
        return createFacebook({ token, page: remoteId }, tools);
      case 'instagram':
        return createInstagram({ token, user: remoteId }, tools);
      case 'linkedin':
        return createLinkedin({ token, organization: remoteId }, tools);
      case 'mastodon':
        return createMastodon({ token, server }, tools);
      default:
        return network satisfies never;
    }
  };
}

export function credentialsOf(account: AccountRow, seal: Seal): Credentials {
  return {
    network: networkOf(account),
    token: account.secrets === null ? '' : seal.open(account.secrets),
    remoteId: account.remote_id,
    server: readConfig(account).server,
  };
}
