import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { htmlRewriter } from './html-rewriter.ts';
import { rewriteLink, rewritePolicy } from './rewrite.ts';

export interface Tunnel {
  port: number;
  close(): Promise<void>;
}

interface TunnelOptions {
  /** 0 takes any free port. */
  port: number;
  appOrigin: string;
  devstoreOrigin: string;
  /** Who may frame the app: the admin of each shop. */
  framedBy?: string[];
}

/** Headers of one connection, which a proxy does not pass on (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a development tunnel does: the app under an address of its own. Everything is streamed. */
export async function startTunnel(options: TunnelOptions): Promise<Tunnel> {
  const server = createServer((incoming, outgoing) => forward(options, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(
  { appOrigin, devstoreOrigin, framedBy = [devstoreOrigin] }: TunnelOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const headers = withoutHops(incoming.headers);
  const { host = '' } = incoming.headers;
  // HTML is read here, so the app must not compress it.
  delete headers['accept-encoding'];
  Object.assign(headers, {
    'x-forwarded-host': host,
    'x-forwarded-proto': 'http',
    'x-forwarded-for': incoming.socket.remoteAddress ?? '127.0.0.1',
  });
  const target = request(
    new URL(incoming.url ?? '/', appOrigin),
    { method: incoming.method, headers: { ...headers, host } },
    (answer) => {
      const answered = withoutHops(answer.headers);
      const policy = answered['content-security-policy'];
      if (typeof policy === 'string')
        answered['content-security-policy'] = rewritePolicy(policy, devstoreOrigin, framedBy);
      if (typeof answered['link'] === 'string') answered['link'] = rewriteLink(answered['link'], devstoreOrigin);
      const status = answer.statusCode ?? 502;
      if (!String(answered['content-type'] ?? '').includes('text/html')) {
        outgoing.writeHead(status, answered);
        answer.pipe(outgoing);
        return;
      }
      delete answered['content-length'];
      outgoing.writeHead(status, answered);
      answer.pipe(htmlRewriter(devstoreOrigin)).pipe(outgoing);
    },
  );
  target.on('error', () => {
    if (outgoing.headersSent) return outgoing.destroy();
    outgoing.writeHead(502, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `frame-ancestors ${framedBy.join(' ')}`,
    });
    outgoing.end(
      '<!doctype html><title>App not reachable</title><p style="font:16px/1.5 system-ui;padding:2rem">The app does not answer yet. It may still be starting; reload in a moment.</p>',
    );
  });
  outgoing.on('close', () => target.destroy());
  incoming.pipe(target);
}

function withoutHops(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = new Set(
    String(headers.connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!hopByHop.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}
