/** Runs named steps one after another and prints each with its time; the first that fails ends the run. */
export interface Steps {
  step(name: string, work: () => Promise<void>): Promise<void>;
  /** prints the closing line */
  done(): boolean;
}

export class StepFailed extends Error {
  override name = 'StepFailed';
}

export function createSteps(say: (line: string) => void): Steps {
  let count = 0;
  const started = performance.now();
  return {
    async step(name, work) {
      const began = performance.now();
      const took = () => `${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(7);
      try {
        await work();
      } catch (error) {
        say(`✗ ${took()}  ${name}`);
        throw new StepFailed(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      count++;
      say(`✓ ${took()}  ${name}`);
    },
    done() {
      say(`\n${count} steps in ${((performance.now() - started) / 1000).toFixed(0)} s: the loop holds.`);
      return true;
    },
  };
}

/** Waits for a condition by asking for it; never for a time. @throws with the last answer when it does not come true */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let answer = await ask();
  while (!holds(answer)) {
    if (performance.now() > deadline)
      throw new Error(`${what} did not come true; last: ${JSON.stringify(answer)?.slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await ask();
  }
  return answer;
}

export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
