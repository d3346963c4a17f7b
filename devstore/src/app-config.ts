import { readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';

/** The part of `shopify.app.toml` that Shopify acts on. */
export interface AppConfig {
  name: string;
  scopes: string[];
  /** Asked for while the app is used, with `shopify.scopes.request`. */
  optionalScopes: string[];
  apiVersion: string;
  /** One entry for each topic, compliance topics included. `uri` is absolute or a path of the app. */
  subscriptions: { topic: string; uri: string }[];
  proxy: { url: string; prefix: string; subpath: string } | null;
}

interface Toml {
  name?: string;
  access_scopes?: { scopes?: string; optional_scopes?: string[] };
  webhooks?: {
    api_version?: string;
    subscriptions?: { topics?: string[]; compliance_topics?: string[]; uri?: string }[];
  };
  app_proxy?: { url?: string; prefix?: string; subpath?: string };
}

export function parseAppConfig(text: string): AppConfig {
  const toml = parse(text) as Toml;
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap((entry) =>
    [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({ topic, uri: entry.uri ?? '' })),
  );
  const proxy = toml.app_proxy;
  return {
    name: toml.name ?? 'Sandmill',
    scopes: (toml.access_scopes?.scopes ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: toml.access_scopes?.optional_scopes ?? [],
    apiVersion: toml.webhooks?.api_version ?? '2026-10',
    subscriptions,
    proxy: proxy ? { url: proxy.url ?? '', prefix: proxy.prefix ?? 'apps', subpath: proxy.subpath ?? '' } : null,
  };
}

/** Reads the file again only when it changed, so that editing it needs no restart. */
export function appConfigReader(file: string): () => AppConfig {
  let readAt = -1;
  let config = parseAppConfig('');
  return () => {
    const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt !== undefined && changedAt !== readAt) {
      config = parseAppConfig(readFileSync(file, 'utf8'));
      readAt = changedAt;
    }
    return config;
  };
}
