import { callAdmin, onAdmin } from './channel.ts';

interface ToastOptions {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
}

const shown = new Map<string, ToastOptions>();
let count = 0;

export const toast = {
  show(message: string, options: ToastOptions = {}): string {
    count += 1;
    const id = `toast-${count}`;
    shown.set(id, options);
    void callAdmin('toast', {
      id,
      message,
      isError: options.isError ?? false,
      duration: options.duration ?? 5000,
      action: options.action ?? null,
    });
    return id;
  },
  hide(id: string): void {
    void callAdmin('hideToast', { id });
  },
};

onAdmin((message) => {
  if (!('event' in message)) return;
  if (message.event === 'toastAction') shown.get(message.id)?.onAction?.();
  if (message.event !== 'toastDismiss') return;
  shown.get(message.id)?.onDismiss?.();
  shown.delete(message.id);
});
