import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, useRouteLoaderData, type ShouldRevalidateFunction } from '@remix-run/react';
import { useContext, type ReactNode } from 'react';
import { ProblemPage } from './ui/problem-page.tsx';
import { localeOf } from './ui/i18n/locale-of.ts';
import { Nonce } from './ui/nonce.ts';

export function loader({ request, context }: LoaderFunctionArgs) {
  return json({ locale: localeOf(request), requestId: context.app.requestId() ?? null });
}

export const meta: MetaFunction = () => [{ title: 'Sandmill' }];

/** The language is settled when the document is opened; later requests do not name it. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  const nonce = useContext(Nonce);
  return (
    <html lang={data?.locale ?? 'en'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ProblemPage />;
}
