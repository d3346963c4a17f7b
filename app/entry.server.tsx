import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { contentPolicy, framingOf } from './ui/content-policy.ts';
import { createI18n } from './ui/i18n/create-i18n.ts';
import { loadMessages } from './ui/i18n/load-messages.ts';
import { localeOf } from './ui/i18n/locale-of.ts';
import { Nonce } from './ui/nonce.ts';

const RENDER_TIMEOUT = 5000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { app }: AppLoadContext,
): Promise<Response> {
  // frame-ancestors of the shop's own admin, and nothing else
  app.shopify.addDocumentResponseHeaders(request, headers);
  const nonce = randomBytes(16).toString('base64');
  const framing = framingOf(headers.get('Content-Security-Policy'));
  headers.set('Content-Security-Policy', contentPolicy(nonce, framing, import.meta.env.DEV));
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const locale = localeOf(request);
  const i18n = createI18n(locale, await loadMessages(locale));
  // a bot has no use for a shell that fills later
  const ready = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady';

  return new Promise((resolve, reject) => {
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={remixContext} url={request.url} abortDelay={RENDER_TIMEOUT} nonce={nonce} />
        </I18nextProvider>
      </Nonce.Provider>,
      {
        nonce,
        [ready]: () => {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          code = 500;
          app.log.error({ err: error }, 'a page failed to render');
        },
      },
    );
    setTimeout(abort, RENDER_TIMEOUT + 1000).unref();
  });
}

/** Remix would print the error with its address, which may carry a token: the log drops what it quotes. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // whoever asked has left, or asked for something that is not there
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  (context as AppLoadContext).app.log.error({ err: error }, 'a page failed');
};
