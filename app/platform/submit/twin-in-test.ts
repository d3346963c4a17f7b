// A service over HTTP for tests: it answers like those that we know, or with the ill manners of any.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
  /** of whoever asked: the same over the same connection */
  port: number;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

export type HttpManner =
  | Answer
  /** reads everything, then cuts the line without an answer */
  | 'cut-after-body'
  /** says yes, and cuts the line within what follows */
  | 'cut-in-answer'
  /** reads everything and never answers */
  | 'silent';

export interface Twin {
  origin: string;
  /** whose whole body was read, answered or not */
  asked: Asked[];
  /** of all, or by what is asked */
  manner: HttpManner | ((asked: Asked) => HttpManner);
  close(): Promise<void>;
}

export async function startTwin(manner: Twin['manner']): Promise<Twin> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: bytes.toString('utf8'),
        bytes,
        port: request.socket.remotePort ?? 0,
      };
      asked.push(one);
      const how = typeof twin.manner === 'function' ? twin.manner(one) : twin.manner;
      if (how === 'silent') return;
      if (how === 'cut-after-body') {
        request.socket.destroy();
        return;
      }
      if (how === 'cut-in-answer') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"id":');
        setImmediate(() => request.socket.destroy());
        return;
      }
      response.writeHead(how.status, { 'content-type': 'application/json', ...how.headers }).end(how.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const twin: Twin = {
    origin: `http://127.0.0.1:${port}`,
    asked,
    manner,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return twin;
}
