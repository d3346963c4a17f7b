import type { ScopesDetail } from '../messages.ts';
import { control } from './control.ts';

interface Requested {
  result: 'granted-all' | 'declined-all';
  detail: ScopesDetail;
}

/** The merchant is asked; what the app may do already is not asked again. */
export async function requestScopes(scopes: string[]): Promise<Requested> {
  const detail = await control<ScopesDetail>('/admin/scopes.json');
  const unknown = scopes.filter((scope) => !detail.required.includes(scope) && !detail.optional.includes(scope));
  if (unknown.length > 0)
    throw new Error(`The scopes ${unknown.join(', ')} are not declared as optional in the app's configuration.`);
  const missing = scopes.filter((scope) => !detail.granted.includes(scope));
  if (missing.length === 0) return { result: 'granted-all', detail };
  if (!(await ask(missing))) return { result: 'declined-all', detail };
  return { result: 'granted-all', detail: await control('/admin/scopes.json', { grant: missing }) };
}

function ask(scopes: string[]): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'picker permission';
  dialog.setAttribute('aria-labelledby', 'permission-title');
  dialog.innerHTML = `<form method="dialog"><header id="permission-title">The app asks for more access</header>
    <ul></ul><footer><button class="button" value="no">Decline</button><button class="button primary" value="yes">Grant</button></footer></form>`;
  dialog.querySelector('ul')?.append(
    ...scopes.map((scope) => {
      const item = document.createElement('li');
      item.textContent = scope.replaceAll('_', ' ');
      return item;
    }),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    }),
  );
}
