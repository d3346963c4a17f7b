import { part } from './part.ts';

/** What an act says when it is done, and how to take it back where that is possible. */
export interface Done {
  said: string;
  undo?: () => Promise<unknown>;
}

let quiet: number | undefined;
let takeBack: (() => Promise<unknown>) | undefined;
let refresh: () => Promise<void> = () => Promise.resolve();

export function say(text: string, { bad = false, undo }: { bad?: boolean; undo?: Done['undo'] } = {}): void {
  const box = part('said-box');
  part('said').textContent = text;
  box.hidden = false;
  box.classList.toggle('bad', bad);
  takeBack = undo;
  part('undo').hidden = !undo;
  window.clearTimeout(quiet);
  quiet = window.setTimeout(() => (box.hidden = true), bad || undo ? 9000 : 3500);
}

/** Runs what a button means, with the button locked meanwhile, and says how it went. */
export async function act(button: HTMLButtonElement | null, work: () => Promise<Done | string>): Promise<void> {
  if (button) button.disabled = true;
  try {
    const done = await work();
    if (typeof done === 'string') say(done);
    else say(done.said, { undo: done.undo });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), { bad: true });
  } finally {
    if (button) button.disabled = false;
    await refresh();
  }
}

/** @param refreshed shows the world as it is after an act */
export function startStatus(refreshed: () => Promise<void>): void {
  refresh = refreshed;
  const undo = part<HTMLButtonElement>('undo');
  undo.addEventListener('click', () => {
    const back = takeBack;
    if (back) void act(undo, async () => (await back(), 'It is as it was before.'));
  });
}

/** A form whose buttons each do something: the work gets the data and the pressed button's value. */
export function onSubmit(name: string, work: (data: FormData, value: string) => Promise<Done | string>): void {
  const form = part<HTMLFormElement>(name);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    void act(button, () => work(new FormData(form), button?.value ?? ''));
  });
}
