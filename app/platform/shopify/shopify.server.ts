import '@shopify/shopify-app-remix/adapters/node';
import { AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Env } from '../env.server.ts';
import type { Log } from '../log/log.ts';
import { API_VERSION } from './api-version.ts';

interface Options {
  env: Pick<Env, 'SHOPIFY_API_KEY' | 'SHOPIFY_API_SECRET' | 'SHOPIFY_APP_URL'>;
  sessionStorage: SessionStorage;
  /** runs each time Shopify gives an offline token: at installation, and hourly while the app is open */
  onInstalled: (session: { shop: string }) => Promise<void>;
  log: Log;
}

/**
 * Shopify's library as the pages use it: token exchange (Shopify manages the installation, so there are no scopes here)
 * and offline tokens that expire after an hour.
 */
export function createShopify({ env, sessionStorage, onInstalled, log }: Options) {
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL,
    apiVersion: API_VERSION,
    distribution: AppDistribution.AppStore,
    sessionStorage,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: { afterAuth: ({ session }) => onInstalled({ shop: session.shop }) },
    logger: { level: LogSeverity.Warning, log: (severity, message) => forward(log, severity, message) },
  });
}

function forward(log: Log, severity: LogSeverity, message: string): void {
  const text = { library: 'shopify', message: message.split('\n')[0]?.slice(0, 200) };
  if (severity === LogSeverity.Error) log.error(text, 'Shopify library');
  else log.warn(text, 'Shopify library');
}
