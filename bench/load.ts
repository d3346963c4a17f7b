// A load client that costs little beside the server it measures: requests are bytes made beforehand, sent over kept
// connections, one at a time on each. Answers are read only as far as needed to tell them apart.
import { connect, type Socket } from 'node:net';

export interface LoadResult {
  /** answers a second */
  rate: number;
  p50: number;
  p99: number;
  /** answers by status */
  statuses: Map<number, number>;
}

interface Options {
  port: number;
  connections: number;
  milliseconds: number;
  /** the next request's bytes; null ends the run early */
  next: () => Buffer | null;
}

export async function load({ port, connections, milliseconds, next }: Options): Promise<LoadResult> {
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const begin = performance.now();
  const end = begin + milliseconds;
  const note = (status: number, ms: number) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    latencies.push(ms);
  };
  await Promise.all(Array.from({ length: connections }, () => drive(port, end, next, note)));
  const seconds = (performance.now() - begin) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99), statuses };
}

function drive(
  port: number,
  end: number,
  next: () => Buffer | null,
  note: (status: number, ms: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sent = 0;
    let answer = '';
    const send = () => {
      const request = performance.now() < end ? next() : null;
      if (!request) return finish(socket, resolve);
      sent = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (!isWhole(answer)) return;
      note(Number(answer.slice(9, 12)), performance.now() - sent);
      answer = '';
      send();
    });
  });
}

function finish(socket: Socket, done: () => void): void {
  socket.removeAllListeners('error');
  socket.on('error', () => {});
  socket.end();
  done();
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head + 2))?.[1];
  if (length !== undefined) return answer.length >= head + 4 + Number(length);
  if (/\r\ntransfer-encoding: chunked/i.test(answer.slice(0, head + 2))) return answer.endsWith('0\r\n\r\n');
  return true;
}

/** The bytes of a POST. */
export function postBytes(path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n`;
  return Buffer.from(head + body);
}
