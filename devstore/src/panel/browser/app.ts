import { readAccess, showAccess } from './access.ts';
import { control } from './control.ts';
import { fill, part } from './part.ts';
import { act, onSubmit } from './status.ts';

export interface AppState {
  installed: boolean;
  installedAt: string | null;
  webPixel: boolean;
  scopes: string[];
  approved: Record<string, boolean>;
}

interface Trigger {
  id: string;
  handle: string;
  payload: unknown;
}

let known: AppState | undefined;

export async function showApp(app: AppState): Promise<void> {
  known = app;
  part('installation').textContent = app.installed
    ? `Installed, with ${app.scopes.length} scopes. Its pixel is ${app.webPixel ? 'connected' : 'off'}.`
    : 'Not installed: it hears nothing.';
  showAccess(app);
  const { triggers } = await control<{ triggers: Trigger[] }>('/flow');
  const last = triggers.slice(-3).reverse();
  fill(part('flow'), last, () => last.map(triggerRow), 'Nothing yet.');
}

function triggerRow({ handle, payload }: Trigger): HTMLLIElement {
  const item = document.createElement('li');
  const code = document.createElement('code');
  const text = document.createElement('span');
  code.textContent = handle;
  text.className = 'soft';
  text.textContent = ` ${JSON.stringify(payload)}`.slice(0, 160);
  item.append(code, text);
  return item;
}

export function startApp(): void {
  const install = part<HTMLButtonElement>('install');
  install.addEventListener(
    'click',
    () => void act(install, async () => (await control('/install', {}), 'The app is installed.')),
  );
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-uninstall]')) {
    const redactNow = button.dataset['uninstall'] === 'now';
    button.addEventListener(
      'click',
      () =>
        void act(button, async () => {
          await control('/uninstall', { redactNow });
          return { said: 'The app is uninstalled.', undo: redactNow ? undefined : () => control('/install', {}) };
        }),
    );
  }
  const expire = part<HTMLButtonElement>('expire');
  expire.addEventListener(
    'click',
    () =>
      void act(expire, async () => {
        const { expired } = await control<{ expired: number }>('/tokens/expire', {});
        return `${expired} token${expired === 1 ? '' : 's'} expired; the app gets new ones by itself.`;
      }),
  );
  onSubmit('access', async () => {
    const before = known;
    await control('/access', readAccess(part('access')));
    return {
      said: 'From now on, the app may read that.',
      undo: before && (() => control('/access', { scopes: before.scopes.join(','), approved: before.approved })),
    };
  });
}
