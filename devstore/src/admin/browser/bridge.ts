/**
 * Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js: the part of `window.shopify` that an
 * embedded app uses, talking to the admin page around it.
 * https://shopify.dev/docs/api/app-bridge-library
 */
import { REFUSED_MEMBERS, type SimulatedMember } from '../bridge-members.ts';
import type { PickerOptions } from '../messages.ts';
import { callAdmin } from './bridge/channel.ts';
import { signRequests } from './bridge/fetch-with-token.ts';
import { followHistory } from './bridge/history.ts';
import { modal, ModalElement } from './bridge/modal.ts';
import { watchNavMenu } from './bridge/nav-menu.ts';
import { notSimulated } from './bridge/not-simulated.ts';
import { catchOpening } from './bridge/open-address.ts';
import { saveBar, watchSaveBars } from './bridge/save-bar.ts';
import { scopes } from './bridge/scopes.ts';
import { watchTitleBar } from './bridge/title-bar.ts';
import { toast } from './bridge/toast.ts';

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const query = new URLSearchParams(window.location.search);
const idToken = async (): Promise<string> => String(await callAdmin('idToken', undefined));

const simulated: Record<SimulatedMember, unknown> = {
  config: {
    apiKey:
      script?.dataset['apiKey'] ??
      document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ??
      '',
    shop: query.get('shop') ?? '',
    host: query.get('host') ?? '',
    locale: query.get('locale') ?? 'en',
    appOrigins: [],
    disabledFeatures: [],
    experimentalFeatures: [],
  },
  environment: { embedded: window.top !== window.self, mobile: false, pos: false, intent: false },
  origin: window.location.origin,
  ready: Promise.resolve(),
  idToken,
  toast,
  saveBar,
  modal,
  loading: (on = true) => void callAdmin('loading', { on }),
  resourcePicker: async (options: PickerOptions) => {
    const selection = await callAdmin('resourcePicker', options);
    // The answer is the list, and has it once more under a name.
    return Array.isArray(selection) ? Object.assign(selection, { selection: [...selection] }) : undefined;
  },
  user: () => callAdmin('user', undefined),
  scopes,
  /** What is measured here says nothing about a merchant's machine: nothing is ever reported. */
  webVitals: { onReport: () => undefined },
};
const refused = Object.fromEntries(REFUSED_MEMBERS.map((name) => [name, notSimulated(`shopify.${name}`)]));
Object.assign(window, { shopify: { ...simulated, ...refused } });

// A page that has just been loaded has nothing unsaved and loads nothing.
void callAdmin('saveBar', { shown: false });
void callAdmin('loading', { on: false });

signRequests(idToken);
catchOpening();
customElements.define('ui-modal', ModalElement);
watchSaveBars();

/** The library sends a browser without a valid token here, to come back with one. */
const reload = query.get('shopify-reload');
if (reload) {
  void idToken().then((token) => {
    const target = new URL(reload, window.location.href);
    if (target.origin !== window.location.origin) return;
    target.searchParams.set('id_token', token);
    window.location.replace(target);
  });
} else {
  const start = (): void => {
    watchNavMenu();
    watchTitleBar();
    followHistory();
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}
