import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { awaitPicture, type PictureLimits, type PictureProblem, sendPicture, whyNotSent } from './send-picture.ts';
import { useLatest } from './use-latest.ts';

export type UploadStep =
  | { step: 'idle' | 'done' }
  | { step: 'sending'; name: string; share: number }
  | { step: 'waiting'; name: string }
  | { step: 'stopped'; problem: PictureProblem; name: string };

interface Wanted {
  /** is given the address, once the picture stands there */
  take: (url: string) => void;
  alt: string;
  limits: PictureLimits | undefined;
}

/** One picture at a time on its way to Shopify's files. Whoever leaves the page breaks it off. */
export function usePictureUpload(wanted: Wanted) {
  const shopify = useAppBridge();
  const latest = useLatest(wanted);
  const [state, setState] = useState<UploadStep>({ step: 'idle' });
  const under = useRef<AbortController | null>(null);
  const last = useRef<{ file: File; id: string | null } | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const begin = () => {
    under.current?.abort();
    under.current = new AbortController();
    return under.current.signal;
  };
  const stop = (name: string, problem: PictureProblem) => setState({ step: 'stopped', name, problem });

  async function wait(name: string, id: string, signal: AbortSignal) {
    setState({ step: 'waiting', name });
    const answer = await awaitPicture(id, signal);
    if (signal.aborted) return;
    if ('refused' in answer) return stop(name, answer);
    setState({ step: 'done' });
    latest.current.take(answer.url);
  }

  async function start(file: File) {
    const { name } = file;
    const signal = begin();
    last.current = { file, id: null };
    const why = await whyNotSent(file, latest.current.limits);
    if (signal.aborted) return;
    if (why) return stop(name, why);
    setState({ step: 'sending', name, share: 0 });
    const answer = await sendPicture({
      file,
      alt: latest.current.alt,
      token: () => shopify.idToken(),
      told: (share) => !signal.aborted && setState({ step: 'sending', name, share }),
      signal,
    });
    if (signal.aborted) return;
    if ('refused' in answer) return stop(name, answer);
    last.current = { file, id: answer.id };
    await wait(name, answer.id, signal);
  }

  return {
    state,
    start: (file: File) => void start(file),
    refuse: (name: string, problem: PictureProblem) => stop(name, problem),
    /** From where it stopped. */
    again: () => {
      const { current } = last;
      const slow = state.step === 'stopped' && state.problem.refused === 'slow';
      if (slow && current?.id) void wait(current.file.name, current.id, begin());
      else if (current) void start(current.file);
    },
    /** Asks the merchant to let the app keep files, and goes on when she does; false when Shopify cannot ask now. */
    async allow(): Promise<boolean> {
      try {
        const { result } = await shopify.scopes.request(['write_files']);
        if (result === 'granted-all' && last.current) void start(last.current.file);
        return true;
      } catch {
        return false;
      }
    },
    leave: () => {
      under.current?.abort();
      setState({ step: 'idle' });
    },
  };
}
