// The thread of smtp-threads.server.ts: SMTP as it is spoken there, by name of the way.
import { parentPort } from 'node:worker_threads';
import type { MailTransport } from './mail.ts';
import { createSmtpTransport } from './smtp.server.ts';
import type { ToSmtpThread } from './smtp-threads.server.ts';

const ways = new Map<number, MailTransport>();

parentPort?.on('message', (message: ToSmtpThread) => {
  if (message.do === 'open') ways.set(message.way, createSmtpTransport(message.options));
  else void answer(message);
});

async function answer(message: Exclude<ToSmtpThread, { do: 'open' }>): Promise<void> {
  const { ask, way } = message;
  try {
    const transport = ways.get(way);
    if (message.do === 'submit') parentPort?.postMessage({ ask, outcome: await transport?.submit(message.mail) });
    else {
      ways.delete(way);
      await transport?.close();
      parentPort?.postMessage({ ask });
    }
  } catch (error) {
    parentPort?.postMessage({ ask, failed: error instanceof Error ? error.message : String(error) });
  }
}
