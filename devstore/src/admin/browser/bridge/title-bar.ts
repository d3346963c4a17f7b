import type { BarButton } from '../../messages.ts';
import { callAdmin, onAdmin } from './channel.ts';

/** `<ui-title-bar title="…">` with buttons and links becomes the head of the admin's page. */
export function watchTitleBar(): void {
  const shownControls = new Map<string, HTMLElement>();
  let told = '';

  const describe = (control: HTMLElement, index: number): BarButton => {
    const id = String(index);
    shownControls.set(id, control);
    return {
      id,
      label: control.textContent?.trim() ?? '',
      primary: control.getAttribute('variant') === 'primary',
      disabled: control.hasAttribute('disabled'),
    };
  };

  const tell = (): void => {
    const bar = [...document.querySelectorAll('ui-title-bar')].find((one) => !one.closest('ui-modal'));
    shownControls.clear();
    const controls = bar ? [...bar.querySelectorAll<HTMLElement>('button, a')] : [];
    const described = controls.map((control, index) => ({ control, button: describe(control, index) }));
    const data = bar
      ? {
          title: bar.getAttribute('title') ?? '',
          buttons: described
            .filter(({ control }) => control.getAttribute('variant') !== 'breadcrumb')
            .map(({ button }) => button),
          breadcrumb: described.find(({ control }) => control.getAttribute('variant') === 'breadcrumb')?.button ?? null,
        }
      : null;
    const text = JSON.stringify(data);
    if (text === told) return;
    told = text;
    void callAdmin('titleBar', data);
  };
  new MutationObserver(tell).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['title', 'variant', 'disabled'],
    characterData: true,
  });
  tell();
  onAdmin((message) => {
    if ('event' in message && message.event === 'titleButton') shownControls.get(message.id)?.click();
  });
}
