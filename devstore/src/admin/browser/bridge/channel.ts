import type { AdminMessage, BridgeCalls } from '../../messages.ts';

const pending = new Map<number, (result: unknown) => void>();
const listeners = new Set<(message: AdminMessage) => void>();
let calls = 0;

/** Asks the admin around this frame. Outside of a frame nobody answers. */
export function callAdmin<Name extends keyof BridgeCalls>(call: Name, data: BridgeCalls[Name]): Promise<unknown> {
  calls += 1;
  const id = calls;
  window.parent.postMessage({ devstore: true, id, call, data }, '*');
  return new Promise((resolve) => pending.set(id, resolve));
}

export function onAdmin(listener: (message: AdminMessage) => void): void {
  listeners.add(listener);
}

window.addEventListener('message', ({ data, source }: MessageEvent<AdminMessage | undefined>) => {
  if (source !== window.parent || data?.devstore !== true) return;
  if ('reply' in data) {
    pending.get(data.reply)?.(data.result);
    pending.delete(data.reply);
    return;
  }
  for (const listener of listeners) listener(data);
});
