// Wires social posts: the work that publishes them, and what the admin's pages ask of them.
import { createOpenNetwork } from './act/social/account-network.server.ts';
import { createSocialAccounts } from './act/social/accounts.server.ts';
import { createPostingWorker } from './act/social/posting-worker.server.ts';
import { createPosts } from './act/social/posts.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Env } from './platform/env.server.ts';
import type { Log } from './platform/log/log.ts';
import type { Wake } from './platform/work/worker.ts';

interface Deps {
  env: Env;
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  wake: Wake;
  holder: string;
}

export function createPosting({ env, db, clock, log, seal, wake, holder }: Deps) {
  const open = createOpenNetwork({ apiOrigin: env.SOCIAL_API_ORIGIN, privateHosts: env.MAIL_HOSTS === 'any' });
  return {
    worker: createPostingWorker({ db, clock, log, seal, open, wake, holder }),
    services: {
      socialAccounts: createSocialAccounts({ db, clock, seal, wake, open }),
      posts: createPosts({ db, clock, wake }),
    },
  };
}
