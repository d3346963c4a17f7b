// Mounts the Remix pages behind the doors: the built bundle in production, Vite with reload in development.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequestHandler, type AppLoadContext, type ServerBuild } from '@remix-run/server-runtime';

export interface RemixDoor {
  /** answers with a page; the last handler of the server */
  handle(request: Request): Promise<Response>;
  /** development only: Vite's own assets. Resolves to true when it answered */
  assets?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  close(): Promise<void>;
}

/** @param root the folder that holds build/ and vite.config.ts */
export async function openRemix(options: {
  context: AppLoadContext;
  root: string;
  development?: boolean;
}): Promise<RemixDoor> {
  return options.development ? openDevelopment(options) : openProduction(options);
}

async function openProduction({ context, root }: { context: AppLoadContext; root: string }): Promise<RemixDoor> {
  const entry = new URL('build/server/index.js', folderUrl(root)).href;
  const build = (await import(entry)) as ServerBuild;
  const handler = createRequestHandler(build, 'production');
  return { handle: (request) => handler(request, context), close: async () => undefined };
}

async function openDevelopment({ context, root }: { context: AppLoadContext; root: string }): Promise<RemixDoor> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom' });
  return {
    async handle(request) {
      const build = (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild;
      return createRequestHandler(build, 'development')(request, context);
    },
    assets: (request, response) =>
      new Promise((resolve) => {
        response.once('finish', () => resolve(true));
        vite.middlewares(request, response, () => resolve(false));
      }),
    close: () => vite.close(),
  };
}

function folderUrl(folder: string): string {
  return `file://${folder.endsWith('/') ? folder : `${folder}/`}`;
}
