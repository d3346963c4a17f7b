import { createServer } from 'node:net';

/** Somebody else listens where the demo wants to. */
export class PortTaken extends Error {
  override name = 'PortTaken';

  constructor(port: number, what: string) {
    super(`Port ${port}, for the ${what}, is taken. Is another demo running? Choose others with --port N.`);
  }
}

/**
 * Asked before anything is built or filled: a port that is taken is said at once.
 * @throws PortTaken
 */
export async function requireFreePorts(ports: Record<string, number>): Promise<void> {
  for (const [what, port] of Object.entries(ports)) if (!(await isFree(port))) throw new PortTaken(port, what);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
