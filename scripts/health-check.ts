// Asks the process in this container whether it lives: whichever of its two ports it answers on.
import { exit } from 'node:process';

const ports = [process.env.PORT ?? '3000', process.env.WORKER_PORT ?? '3001'];
const answers = await Promise.all(
  ports.map((port) =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => null,
    ),
  ),
);
exit(answers.includes(true) && !answers.includes(false) ? 0 : 1);
