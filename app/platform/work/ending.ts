import type { Server, ServerResponse } from 'node:http';
import type { Log } from '../log/log.ts';

interface Options {
  server: Server;
  log: Log;
  /** the process is gone after so many milliseconds, whatever hangs */
  withinMs: number;
  /** what this process does besides answering */
  work: {
    /** takes nothing more, and begins to end */
    stopTaking(): void;
    /** kinds of work that are running */
    running(): readonly string[];
    /** resolves when everything has ended and is closed */
    close(): Promise<void>;
    /** frees what is still held under leases: nobody comes back to it */
    giveBack(): Promise<void>;
  };
  exit: (code: number) => void;
}

/** Of the time there is, for requests that are being answered. */
const FOR_REQUESTS = 0.6;
/** At the very end, for giving back what is held. */
const LAST_MS = 1000;
const LOOK_MS = 50;

/**
 * How a process ends that is asked to: what it has accepted is answered, what it does comes to the end of its slice, and
 * whatever hangs is cut off in time. Rows say where another one goes on, so even that loses nothing.
 */
export function createEnding({ server, log, withinMs, work, exit }: Options) {
  const open = new Set<ServerResponse>();
  let ending = false;

  function tellToGo(response: ServerResponse): void {
    if (!response.headersSent) response.setHeader('connection', 'close');
  }

  /** A client that keeps its connection busy would come again and again. */
  async function requestsEnded(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const response of open) tellToGo(response);
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const cutOff = setTimeout(() => {
      log.warn({ requests: open.size }, 'requests that did not end in time are cut off');
      server.closeAllConnections();
    }, withinMs * FOR_REQUESTS);
    await closed;
    clearInterval(look);
    clearTimeout(cutOff);
  }

  async function stopHard(): Promise<void> {
    const still = { work: work.running(), requests: open.size };
    log.error(still, 'what was running did not end in time, it is cut off; its rows say where to go on');
    const given = work.giveBack().catch((err: unknown) => log.warn({ err }, 'its leases end by themselves'));
    await Promise.race([given, new Promise((resolve) => setTimeout(resolve, LAST_MS))]);
    exit(1);
  }

  return {
    /** Every response that is begun: the last ones say that the connection ends with them. */
    answering(response: ServerResponse): void {
      open.add(response);
      response.once('close', () => open.delete(response));
      if (ending) tellToGo(response);
    },
    async end(): Promise<void> {
      if (ending) return;
      ending = true;
      setTimeout(() => void stopHard(), Math.max(0, withinMs - LAST_MS));
      work.stopTaking();
      await requestsEnded();
      await work.close();
      log.info('Sandmill has ended');
      exit(0);
    },
  };
}
