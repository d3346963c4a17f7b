// A client that costs little beside the server it measures: requests are bytes made beforehand, on keep-alive sockets.
import { connect } from 'node:net';

export interface Load {
  perSecond: number;
  /** milliseconds */
  p99: number;
  /** answers that were not 200 */
  failed: number;
}

/** @param requests whole HTTP requests; each connection takes the next one when its answer is there */
export async function load(
  port: number,
  requests: readonly Buffer[],
  connections: number,
  seconds: number,
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  let next = 0;
  const started = performance.now();
  const end = started + seconds * 1000;

  const one = () =>
    new Promise<void>((done, fail) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sent = 0;
      let text = '';
      const send = () => {
        const request = requests[next++ % requests.length];
        sent = performance.now();
        if (sent >= end || !request) {
          socket.end();
          done();
        } else socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', fail);
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
        if (text.length < head + 4 + length) return;
        times.push(performance.now() - sent);
        if (!text.startsWith('HTTP/1.1 200')) failed++;
        text = '';
        send();
      });
    });

  await Promise.all(Array.from({ length: connections }, one));
  const took = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: times.length / took, p99: times[Math.floor(times.length * 0.99)] ?? 0, failed };
}
