import { callAdmin, onAdmin } from './channel.ts';

/** The bar that the admin shows over its top while something is not saved. */
const shown = new Set<HTMLElement | string>();

function tell(): void {
  void callAdmin('saveBar', { shown: shown.size > 0 });
}

function toggle(key: HTMLElement | string, on: boolean): void {
  const before = shown.has(key);
  if (before === on) return;
  if (on) shown.add(key);
  else shown.delete(key);
  tell();
}

function byId(id: string): SaveBarElement | undefined {
  const element = document.getElementById(id);
  return element instanceof SaveBarElement ? element : undefined;
}

/** `<ui-save-bar>` with a primary button that saves and another that discards. */
export class SaveBarElement extends HTMLElement {
  get showing(): boolean {
    return shown.has(this);
  }
  show(): Promise<void> {
    toggle(this, true);
    this.dispatchEvent(new Event('show'));
    return Promise.resolve();
  }
  hide(): Promise<void> {
    const was = this.showing;
    toggle(this, false);
    if (was) this.dispatchEvent(new Event('hide'));
    return Promise.resolve();
  }
  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }
  disconnectedCallback(): void {
    toggle(this, false);
  }
  async press(which: 'save' | 'discard'): Promise<void> {
    const asks = which === 'discard' && this.hasAttribute('discardconfirmation');
    if (asks && (await callAdmin('discardConfirmation', undefined)) !== true) return;
    const buttons = [...this.querySelectorAll('button')];
    const primary = buttons.find((button) => button.getAttribute('variant') === 'primary');
    const pressed = which === 'save' ? primary : buttons.find((button) => button !== primary);
    pressed?.click();
  }
}

export const saveBar = {
  show: async (id: string) => byId(id)?.show() ?? toggle(id, true),
  hide: async (id: string) => byId(id)?.hide() ?? toggle(id, false),
  toggle: async (id: string) => byId(id)?.toggle() ?? toggle(id, !shown.has(id)),
  leaveConfirmation: async () => {
    if (shown.size > 0 && (await callAdmin('leaveConfirmation', undefined)) !== true)
      throw new Error('The user stays on the page');
  },
};

export function watchSaveBars(): void {
  customElements.define('ui-save-bar', SaveBarElement);
  watchForms();
  onAdmin((message) => {
    if (!('event' in message) || (message.event !== 'save' && message.event !== 'discard')) return;
    for (const bar of shown) {
      if (bar instanceof SaveBarElement) void bar.press(message.event);
      else if (bar instanceof HTMLFormElement) answerForm(bar, message.event);
    }
  });
}

/** `<form data-save-bar>` needs no bar of its own. */
function watchForms(): void {
  const form = (event: Event): HTMLFormElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null;
  const dirty = (event: Event): void => {
    const found = form(event);
    if (found) toggle(found, true);
  };
  const clean = (event: Event): void => {
    const found = form(event);
    if (found) toggle(found, false);
  };
  document.addEventListener('input', dirty);
  document.addEventListener('change', dirty);
  document.addEventListener('submit', clean);
  document.addEventListener('reset', clean);
}

function answerForm(form: HTMLFormElement, which: 'save' | 'discard'): void {
  if (which === 'save') form.requestSubmit();
  else form.reset();
}
