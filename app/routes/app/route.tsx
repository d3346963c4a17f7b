// Everything behind Shopify's sign-in: Polaris, App Bridge, the navigation, and words for what goes wrong.
import { json, type HeadersFunction, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useLocation,
  useNavigation,
  useRouteError,
  type ShouldRevalidateFunction,
} from '@remix-run/react';
import { NavMenu, useAppBridge } from '@shopify/app-bridge-react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePolarisWords } from '../../ui/i18n/use-polaris-words.ts';
import { PageSkeleton } from '../../ui/pieces/page-skeleton.tsx';
import { Nonce } from '../../ui/nonce.ts';
import { ProblemPage } from '../../ui/problem-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import sandmillStyles from '../../ui/sandmill.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: sandmillStyles },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const shop = await requireShop(request, context);
  // a guess until the browser has measured: what is drawn first should not jump
  const phone = /\bMobi/.test(request.headers.get('user-agent') ?? '');
  return json({ apiKey: context.app.shopify.apiKey, shop, phone, now: context.app.clock.now() });
}

/** The shop's name, zone and currency do not change while the page is open; asking again would cost every click. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ defaultShouldRevalidate, currentUrl, nextUrl }) =>
  defaultShouldRevalidate && currentUrl.pathname !== nextUrl.pathname;

export default function AdminLayout() {
  const { apiKey } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} i18n={usePolarisWords()}>
      <NavMenu>
        <Link to="/app" rel="home">
          {t('nav.home')}
        </Link>
        <Link to="/app/contacts">{t('nav.contacts')}</Link>
        <Link to="/app/segments">{t('nav.segments')}</Link>
        <Link to="/app/journeys/recovery">{t('nav.recovery')}</Link>
        <Link to="/app/campaigns">{t('nav.campaigns')}</Link>
        <Link to="/app/storefront">{t('nav.storefront')}</Link>
        <Link to="/app/reports">{t('nav.reports')}</Link>
        <Link to="/app/settings">{t('nav.settings')}</Link>
      </NavMenu>
      <Waiting />
      <OnTheWay />
    </AppProvider>
  );
}

/** Shopify's own loading bar while the next page is on its way. */
function Waiting() {
  const shopify = useAppBridge();
  const waiting = useNavigation().state !== 'idle';
  useEffect(() => {
    shopify.loading(waiting);
  }, [shopify, waiting]);
  return null;
}

/** Longer than this without an answer, and the old page would look like a click that did nothing. */
const PATIENCE_MS = 150;

/** The page, or its outline while another one is on its way; a page that only changes its question stays. */
function OnTheWay() {
  const { state, location } = useNavigation();
  const here = useLocation();
  const leaving = state === 'loading' && location.pathname !== here.pathname;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!leaving) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [leaving]);
  return leaving && late ? <PageSkeleton /> : <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const words = usePolarisWords();
  // the library's own bounces travel as errors that carry a page of its own
  const nonce = useContext(Nonce);
  const page = bouncePage(error)?.replaceAll('<script', `<script nonce="${nonce}"`);
  if (page) return <div dangerouslySetInnerHTML={{ __html: page }} />;
  return (
    <AppProvider isEmbeddedApp={false} apiKey="" i18n={words}>
      <ProblemPage />
    </AppProvider>
  );
}

function bouncePage(error: unknown): string | null {
  if (!isRouteErrorResponse(error) || typeof error.data !== 'string') return null;
  return error.data.includes('<script') ? error.data : null;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
