/** What `window.shopify` has here, and what Shopify's has besides: that throws. */
export const SIMULATED_MEMBERS = [
  'config',
  'environment',
  'idToken',
  'loading',
  'modal',
  'origin',
  'ready',
  'resourcePicker',
  'saveBar',
  'scopes',
  'toast',
  'user',
  'webVitals',
] as const;

export const REFUSED_MEMBERS = [
  'app',
  'intents',
  'picker',
  'polaris',
  'pos',
  'reviews',
  'scanner',
  'share',
  'sidekick',
  'support',
] as const;

export type SimulatedMember = (typeof SIMULATED_MEMBERS)[number];
