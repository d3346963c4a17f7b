import type { Hono } from 'hono';
import type { Clock } from './clock/clock.ts';
import type { ShopFiles } from './files/shop-files.ts';
import type { AdminFaults } from './graphql/admin-faults.ts';
import type { BulkOperations } from './graphql/bulk/open-bulk.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { PushService } from './push/push-service.ts';
import type { SocialNetworks } from './social/social-networks.ts';
import type { TextServices } from './texts/text-services.ts';
import type { TokenStore } from './oauth/token-store.ts';
import type { ShopStore } from './shop/store.ts';
import type { AppConfig } from './app-config.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

export interface DevstoreConfig {
  /** Where the devstore keeps its state. */
  dataDir: string;
  /** Folder of the app: `shopify.app.toml`, `extensions/`. */
  appDir: string;
  /** The devstore's own address, `http://localhost:3001`: storefront, admin, mailbox. */
  origin: string;
  /** The app itself, `http://localhost:3000`: where webhooks and proxy calls go. */
  appOrigin: string;
  /** What the app calls its address (`SHOPIFY_APP_URL`), the tunnel. */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  apiVersion: string;
}

/** The theme's settings, which the front half keeps and the Admin API shows. */
export interface ThemeSettings {
  /** The content of `config/settings_data.json`, as text. */
  settingsData(): string;
}

/** Where one of the shops of this devstore is to be found. */
export interface ShopAddress {
  name: string;
  domain: string;
  origin: string;
}

/** Everything a part of the devstore may need; handed to each `registerX(app, devstore)`. */
export interface Devstore {
  config: DevstoreConfig;
  /** Read anew when `shopify.app.toml` changes. */
  appConfig(): AppConfig;
  store: ShopStore;
  /** All shops of this process, this one among them. */
  shops(): readonly ShopAddress[];
  clock: Clock;
  webhooks: Webhooks;
  mailbox: Mailbox;
  /** The push service of everybody's browsers. */
  push: PushService;
  /** Everybody's social networks. */
  social: SocialNetworks;
  /** Everybody's text services, and the phones behind them. */
  texts: TextServices;
  tokens: TokenStore;
  theme: ThemeSettings;
  adminFaults: AdminFaults;
  bulk: BulkOperations;
  files: ShopFiles;
}

export type Register = (app: Hono, devstore: Devstore) => void;
