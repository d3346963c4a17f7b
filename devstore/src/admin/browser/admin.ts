/** The admin around the app's frame: answers App Bridge, and shows what it asks for. */
import type { AdminMessage, BridgeCall } from '../messages.ts';
import { addressInAdmin } from './admin-address.ts';
import { control } from './control.ts';
import { pickResource } from './picker.ts';
import { requestScopes } from './scopes-dialog.ts';
import { hideToast, showToast } from './toasts.ts';

const part = <T extends HTMLElement>(name: string): T | null => document.querySelector<T>(`[data-${name}]`);
const frame = part<HTMLIFrameElement>('app-frame');
const saveBar = part('save-bar');
const appBase = '/admin/apps/sandmill';

type Told = { event: string } & Record<string, unknown>;

function tell(message: Told): void {
  frame?.contentWindow?.postMessage({ devstore: true, ...message } as AdminMessage, new URL(frame.src).origin);
}

const unsaved = (): boolean => saveBar !== null && !saveBar.hidden;

function mayLeave(): boolean {
  if (!unsaved()) return true;
  saveBar?.classList.remove('shake');
  requestAnimationFrame(() => saveBar?.classList.add('shake'));
  return window.confirm('Leave this page? What you changed has not been saved.');
}

async function idToken(): Promise<string> {
  const response = await fetch('/admin/session-token', { method: 'POST' });
  return ((await response.json()) as { token: string }).token;
}

function showNav(links: { href: string; label: string }[]): void {
  const nav = part('app-nav');
  nav?.replaceChildren(
    ...links.map(({ href, label }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = appBase + href;
      link.textContent = label;
      link.dataset['path'] = href;
      item.append(link);
      return item;
    }),
  );
  markCurrent();
}

function markCurrent(): void {
  const path = window.location.pathname.slice(appBase.length);
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-app-nav] a')];
  const paths = links.map((link) => (link.dataset['path'] ?? '').split('?')[0] ?? '');
  const best = paths.filter((one) => path === one || path.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
  links.forEach((link, index) => mark(link, paths[index] === best));
  mark(part('app-home'), best === undefined);
}

function mark(link: HTMLElement | null, current: boolean): void {
  if (current) link?.setAttribute('aria-current', 'page');
  else link?.removeAttribute('aria-current');
}

function showTitleBar(bar: Extract<BridgeCall, { call: 'titleBar' }>['data']): void {
  const title = part('title');
  if (title && bar?.title) title.textContent = bar.title;
  part('title-buttons')?.replaceChildren(
    ...[
      ...(bar?.breadcrumb ? [{ ...bar.breadcrumb, label: `← ${bar.breadcrumb.label}` }] : []),
      ...(bar?.buttons ?? []),
    ].map((one) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = one.label;
      button.disabled = one.disabled;
      button.className = one.primary ? 'primary' : '';
      button.addEventListener('click', () => tell({ event: 'titleButton', id: one.id }));
      return button;
    }),
  );
}

function openAddress(url: string, target: string): void {
  const address = addressInAdmin(url);
  if (target === '_blank') window.open(address, '_blank', 'noopener');
  else if (mayLeave()) window.location.assign(address);
}

async function answer(call: BridgeCall): Promise<unknown> {
  switch (call.call) {
    case 'idToken':
      return idToken();
    case 'toast':
      return showToast(call.data, (event) => tell({ event, id: call.data.id }));
    case 'hideToast':
      return hideToast(call.data.id);
    case 'loading':
      return part('loading')?.toggleAttribute('hidden', !call.data.on);
    case 'saveBar':
      return saveBar?.toggleAttribute('hidden', !call.data.shown);
    case 'leaveConfirmation':
      return mayLeave();
    case 'discardConfirmation':
      return window.confirm('Discard all unsaved changes?');
    case 'user':
      return control('/admin/user.json');
    case 'scopesQuery':
      return control('/admin/scopes.json');
    case 'scopesRequest':
      return requestScopes(call.data.scopes);
    case 'scopesRevoke':
      return { detail: await control('/admin/scopes.json', { revoke: call.data.scopes }) };
    case 'nav':
      return showNav(call.data.links);
    case 'titleBar':
      return showTitleBar(call.data);
    case 'navigated':
      window.history.replaceState(null, '', appBase + call.data.path);
      return markCurrent();
    case 'open':
      return openAddress(call.data.url, call.data.target);
    case 'resourcePicker':
      return pickResource(call.data);
    default:
      return call satisfies never;
  }
}

window.addEventListener('message', ({ data, source }: MessageEvent<BridgeCall | undefined>) => {
  if (!frame || source !== frame.contentWindow || data?.devstore !== true || !('call' in data)) return;
  void answer(data).then(
    (result) => tell({ event: '', reply: data.id, result }),
    (error: unknown) =>
      tell({ event: '', reply: data.id, result: null, error: error instanceof Error ? error.message : String(error) }),
  );
});

part('save')?.addEventListener('click', () => tell({ event: 'save' }));
part('discard')?.addEventListener('click', () => tell({ event: 'discard' }));

const menu = part('menu');
const side = document.getElementById('side');
const toggleSide = (open: boolean): void => {
  side?.classList.toggle('open', open);
  menu?.setAttribute('aria-expanded', String(open));
};
menu?.addEventListener('click', () => toggleSide(!side?.classList.contains('open')));
document.addEventListener('keydown', (event) => event.key === 'Escape' && toggleSide(false));

side?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target === '_blank' || event.metaKey || event.ctrlKey) return;
  toggleSide(false);
  const path = link.dataset['path'] ?? (link.matches('[data-app-home]') ? '/app' : undefined);
  if (!mayLeave()) return event.preventDefault();
  if (!frame || path === undefined) return;
  event.preventDefault();
  tell({ event: 'navigate', path });
});
