import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { htmlRewriter } from './html-rewriter.ts';
import { bridgeAddress, rewritePolicy } from './rewrite.ts';
import { startTunnel } from './start-tunnel.ts';

const devstoreOrigin = 'http://localhost:4291';

async function tunnelTo(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const app = createServer(handler);
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const appOrigin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const tunnel = await startTunnel({ port: 0, appOrigin, devstoreOrigin });
  onTestFinished(async () => {
    await tunnel.close();
    app.close();
  });
  return `http://127.0.0.1:${tunnel.port}`;
}

describe('the tunnel', () => {
  it('puts the local admin and its App Bridge in the place of the real ones, and changes nothing else', async () => {
    const url = await tunnelTo((_, response) => {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'self'; frame-ancestors https://a.myshopify.com https://admin.shopify.com;",
        link: `<${bridgeAddress}>; rel="preload"; as="script";`,
      });
      response.end(`<script src="${bridgeAddress}"></script><a href="https://cdn.shopify.com/other.js">è</a>`);
    });
    const response = await fetch(url);
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'self'; frame-ancestors ${devstoreOrigin}`,
    );
    expect(response.headers.get('link')).toContain(`<${devstoreOrigin}/app-bridge.js>`);
    expect(await response.text()).toBe(
      `<script src="${devstoreOrigin}/app-bridge.js"></script><a href="https://cdn.shopify.com/other.js">è</a>`,
    );
  });

  it('passes method, body, query and the address that was asked for, without the headers of the connection', async () => {
    const seen: { request: IncomingMessage; body: string }[] = [];
    const url = await tunnelTo((request, response) => {
      void text(request).then((body) => {
        seen.push({ request, body });
        response.writeHead(201, { 'content-type': 'application/json', 'x-app': 'yes' });
        response.end('{}');
      });
    });
    const response = await fetch(`${url}/app/data?a=1&a=2`, { method: 'PUT', body: 'hello' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-app')).toBe('yes');
    expect(seen[0]).toMatchObject({ body: 'hello', request: { method: 'PUT', url: '/app/data?a=1&a=2' } });
    expect(seen[0]!.request.headers).toMatchObject({
      host: new URL(url).host,
      'x-forwarded-host': new URL(url).host,
      'x-forwarded-proto': 'http',
    });
    expect(seen[0]!.request.headers['keep-alive']).toBeUndefined();
  });

  it('hands over the first bytes before the last are made', async () => {
    let finish = (): void => {};
    const url = await tunnelTo((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<p>first</p>');
      finish = () => response.end('<p>last</p>');
    });
    const reader = (await fetch(url)).body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('<p>first</p>');
    finish();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('<p>last</p>');
  });

  it('says that the app is not there yet', async () => {
    const tunnel = await startTunnel({ port: 0, appOrigin: 'http://127.0.0.1:9', devstoreOrigin });
    onTestFinished(() => tunnel.close());
    const response = await fetch(`http://127.0.0.1:${tunnel.port}/app`);
    expect(response.status).toBe(502);
    expect(response.headers.get('content-security-policy')).toContain(devstoreOrigin);
  });
});

describe('rewriting a page', () => {
  it('finds the address wherever the stream is cut', async () => {
    const page = `<b>à</b><script src="${bridgeAddress}"></script>https://cdn`;
    const bytes = Buffer.from(page);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const out = await text(
        Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]).pipe(htmlRewriter(devstoreOrigin)),
      );
      expect(out).toBe(page.replace(bridgeAddress, `${devstoreOrigin}/app-bridge.js`));
    }
  });

  it('lets the script in where a policy names its address', () => {
    expect(rewritePolicy(`script-src 'self' ${bridgeAddress}; img-src *`, devstoreOrigin)).toBe(
      `script-src 'self' ${devstoreOrigin}; img-src * ${devstoreOrigin}`,
    );
  });
});
