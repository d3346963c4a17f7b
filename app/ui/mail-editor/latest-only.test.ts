import { expect, it } from 'vitest';
import { createLatestOnly } from './latest-only.ts';

it('asks the first question at once, and then the newest of those that waited', async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const ask = createLatestOnly<number>((question) => {
    asked.push(question);
    return new Promise((resolve) => answers.push(resolve));
  });
  const answered = async () => {
    answers.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  ask(1);
  ask(2);
  ask(3);
  expect(asked).toEqual([1]);
  await answered();
  expect(asked).toEqual([1, 3]);
  await answered();
  ask(4);
  expect(asked).toEqual([1, 3, 4]);
});
