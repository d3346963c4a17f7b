import { appConfigReader } from './app-config.ts';
import type { Clock } from './clock/clock.ts';
import { fileClock } from './clock/file-clock.ts';
import type { Devstore, DevstoreConfig, ShopAddress } from './devstore.ts';
import { openShopFiles } from './files/shop-files.ts';
import { openAdminFaults } from './graphql/admin-faults.ts';
import { openBulk } from './graphql/bulk/open-bulk.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import { openMailbox } from './mailbox/open-mailbox.ts';
import { openPushService, type PushService } from './push/push-service.ts';
import { openTextServices, type TextServices } from './texts/text-services.ts';
import { openSocialNetworks, type SocialNetworks } from './social/social-networks.ts';
import { openTokens } from './oauth/open-tokens.ts';
import { seedShop } from './seed/seed-shop.ts';
import { openDatabase } from './shop/database.ts';
import { openStore, type ShopContents } from './shop/open-store.ts';
import { createThemeSettings } from './storefront/theme/theme-settings.ts';
import { openWebhooks } from './webhooks/open-webhooks.ts';
import { join } from 'node:path';

export interface OpenOptions {
  config: DevstoreConfig;
  /** The file of the offset; one in the data folder unless said otherwise. */
  clockFile?: string;
  /** What an empty data folder is filled with: the seeded shop, unless said otherwise. */
  contents?: (today: number) => ShopContents;
  /** What the shops of one process have in common: time, the mail server, and knowing of each other. */
  beside?: Beside;
}

interface Beside {
  clock: Clock;
  mailbox: Mailbox;
  push: PushService;
  social: SocialNetworks;
  texts: TextServices;
  addresses: ShopAddress[];
}

export interface OpenDevstore extends Devstore {
  close(): Promise<void>;
}

/** Opens the state in the data folder (filling it the first time) and starts delivering webhooks. */
export function openDevstore({ config, clockFile, contents, beside }: OpenOptions): OpenDevstore {
  const clock = beside?.clock ?? fileClock(clockFile ?? join(config.dataDir, 'clock'));
  const database = openDatabase(config.dataDir);
  const appConfig = appConfigReader(join(config.appDir, 'shopify.app.toml'));
  const fill = () => (contents ? contents(clock.now()) : seedShop({ today: clock.now() }));
  const store = openStore(database, clock, fill);
  const tokens = openTokens(database, clock);
  const webhooks = openWebhooks({ database, store, clock, config, appConfig });
  const mailbox = beside?.mailbox ?? openMailbox(database, clock);
  const push = beside?.push ?? openPushService(database, clock);
  const social = beside?.social ?? openSocialNetworks(database, clock);
  const texts = beside?.texts ?? openTextServices(database, clock);
  const addresses = beside?.addresses ?? [];
  addresses.push({ name: store.shop.name, domain: store.shop.domain, origin: config.origin });
  const adminFaults = openAdminFaults(database);
  const bulk = openBulk({ database, store, clock, config, faults: adminFaults });
  store.listen((event) => {
    if (event.kind === 'app.uninstalled') tokens.revokeAll();
  });
  return {
    config,
    appConfig,
    store,
    shops: () => addresses,
    clock,
    webhooks,
    mailbox,
    push,
    social,
    texts,
    tokens,
    theme: createThemeSettings(config),
    adminFaults,
    bulk,
    files: openShopFiles({ database, config, faults: adminFaults }),
    close: async () => {
      await bulk.stop();
      await webhooks.stop();
      if (!beside) await mailbox.close();
      store.close();
    },
  };
}
