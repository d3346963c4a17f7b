import type { AdminMessage, BridgeCalls } from '../../messages.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const pending = new Map<number, Waiting>();
const listeners = new Set<(message: AdminMessage) => void>();
let calls = 0;

/** Asks the admin around this frame. Outside of a frame nobody answers. */
export function callAdmin<Name extends keyof BridgeCalls>(call: Name, data: BridgeCalls[Name]): Promise<unknown> {
  calls += 1;
  const id = calls;
  window.parent.postMessage({ devstore: true, id, call, data }, '*');
  return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
}

export function onAdmin(listener: (message: AdminMessage) => void): void {
  listeners.add(listener);
}

window.addEventListener('message', ({ data, source }: MessageEvent<AdminMessage | undefined>) => {
  if (source !== window.parent || data?.devstore !== true) return;
  if ('reply' in data) {
    const waiting = pending.get(data.reply);
    if (data.error === undefined) waiting?.resolve(data.result);
    else waiting?.reject(new Error(data.error));
    pending.delete(data.reply);
    return;
  }
  for (const listener of listeners) listener(data);
});
