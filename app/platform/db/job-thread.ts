import { Worker } from 'node:worker_threads';

export interface JobThread<Job> {
  /** Resolves when the thread has done the job. One at a time. */
  run(job: Job): Promise<void>;
  close(): Promise<void>;
}

/** What a thread answers to a job: null when it is done. */
export type JobAnswer = null | { message: string; code: string };

export function failedJob(error: unknown): JobAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { message: error instanceof Error ? error.message : String(error), code };
}

/** A thread that starts with its first job and, between two jobs, does not keep the process alive. */
export function createJobThread<Job>(script: URL, workerData: unknown): JobThread<Job> {
  let thread: Worker | undefined;
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;

  function settle(error: Error | null): void {
    const job = waiting;
    waiting = undefined;
    if (error) job?.reject(error);
    else job?.resolve();
    thread?.unref();
  }

  function start(): Worker {
    const started = new Worker(script, { workerData });
    started.on('message', (answer: JobAnswer) =>
      settle(answer && Object.assign(new Error(answer.message), { code: answer.code })),
    );
    started.on('error', (error) => settle(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      settle(new Error('the thread that writes to the database ended'));
    });
    return started;
  }

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        thread ??= start();
        thread.ref();
        thread.postMessage(job);
      }),
    close: async () => {
      await thread?.terminate();
    },
  };
}
