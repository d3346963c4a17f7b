interface Toast {
  id: string;
  message: string;
  isError: boolean;
  duration: number;
  action: string | null;
}

const timers = new Map<string, number>();

export function showToast(toast: Toast, tell: (event: 'toastAction' | 'toastDismiss') => void): void {
  const element = document.createElement('div');
  element.className = toast.isError ? 'toast error' : 'toast';
  element.dataset['toast'] = toast.id;
  element.append(toast.message);
  const button = (label: string, press: () => void, className = ''): void => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = className;
    made.textContent = label;
    made.addEventListener('click', press);
    element.append(made);
  };
  const dismiss = (): void => {
    hideToast(toast.id);
    tell('toastDismiss');
  };
  if (toast.action) button(toast.action, () => tell('toastAction'));
  button('✕', dismiss, 'close');
  document.querySelector('[data-toasts]')?.append(element);
  timers.set(toast.id, window.setTimeout(dismiss, toast.duration));
}

export function hideToast(id: string): void {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
  document.querySelector(`[data-toast="${CSS.escape(id)}"]`)?.remove();
}
