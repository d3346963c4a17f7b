import { NotSimulated } from './not-simulated.ts';

/** `<ui-modal>`: a dialog over the app. React puts its content into `content`, through a portal. */
export class ModalElement extends HTMLElement {
  private readonly dialog = document.createElement('dialog');
  readonly content = document.createElement('div');

  constructor() {
    super();
    this.dialog.style.cssText =
      'border:0;border-radius:16px;padding:0;width:min(620px,calc(100vw - 2rem));max-height:85vh;box-shadow:0 20px 60px rgb(0 0 0 / .3)';
    this.dialog.addEventListener('close', () => this.dispatchEvent(new Event('hide')));
  }
  disconnectedCallback(): void {
    this.dialog.remove();
  }
  get showing(): boolean {
    return this.dialog.open;
  }
  show(): Promise<void> {
    if (this.dialog.open) return Promise.resolve();
    if (this.hasAttribute('src')) return Promise.reject(new NotSimulated('<ui-modal src>'));
    const width = { small: '400px', large: '900px', max: '1400px' }[this.getAttribute('variant') ?? ''] ?? '620px';
    this.dialog.style.width = `min(${width},calc(100vw - 2rem))`;
    document.body.append(this.dialog);
    this.dialog.replaceChildren(this.head(), this.content, this.foot());
    this.dialog.showModal();
    this.dispatchEvent(new Event('show'));
    return Promise.resolve();
  }
  hide(): Promise<void> {
    if (this.dialog.open) this.dialog.close();
    return Promise.resolve();
  }
  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }

  private head(): HTMLElement {
    const head = document.createElement('div');
    head.style.cssText =
      'display:flex;justify-content:space-between;align-items:center;padding:12px 16px;background:#f3f3f3;font:650 14px/1.4 Inter,system-ui,sans-serif';
    const title = document.createElement('span');
    title.textContent = this.querySelector('ui-title-bar')?.getAttribute('title') ?? '';
    const close = document.createElement('button');
    close.type = 'button';
    close.ariaLabel = 'Close';
    close.textContent = '✕';
    close.style.cssText = 'border:0;background:none;font-size:16px;cursor:pointer;padding:6px 8px';
    close.addEventListener('click', () => this.dialog.close());
    head.append(title, close);
    return head;
  }

  /** The title bar's buttons stand below the content, the primary one last. */
  private foot(): HTMLElement {
    const foot = document.createElement('div');
    foot.style.cssText = 'display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3';
    const buttons = [...this.querySelectorAll<HTMLButtonElement>('ui-title-bar button')];
    buttons.sort(
      (a, b) => Number(a.getAttribute('variant') === 'primary') - Number(b.getAttribute('variant') === 'primary'),
    );
    for (const original of buttons) {
      const button = document.createElement('button');
      const primary = original.getAttribute('variant') === 'primary';
      button.type = 'button';
      button.textContent = original.textContent;
      button.disabled = original.disabled;
      button.style.cssText = `border:1px solid ${primary ? '#303030' : '#c9c9c9'};background:${primary ? '#303030' : '#fff'};color:${primary ? '#fff' : '#303030'};border-radius:8px;padding:7px 14px;font:550 13px/1.3 Inter,system-ui,sans-serif;cursor:pointer`;
      button.addEventListener('click', () => original.click());
      foot.append(button);
    }
    foot.hidden = buttons.length === 0;
    return foot;
  }
}

const byId = (id: string): ModalElement | undefined => {
  const element = document.getElementById(id);
  return element instanceof ModalElement ? element : undefined;
};

export const modal = {
  show: async (id: string) => byId(id)?.show(),
  hide: async (id: string) => byId(id)?.hide(),
  toggle: async (id: string) => byId(id)?.toggle(),
};
