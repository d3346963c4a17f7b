// A thread that ends in the middle of a mail whose subject asks for it.
import { parentPort } from 'node:worker_threads';
import type { ToSmtpThread } from './smtp-threads.server.ts';
import './smtp-thread.ts';

parentPort?.on('message', (message: ToSmtpThread) => {
  if (message.do === 'submit' && message.mail.subject === 'end') process.exit(1);
});
