import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import '../../ui/problem-page.css';

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has('shop')) throw redirect(`/app${search}`);
  return null;
}

export const meta: MetaFunction = () => [{ title: 'Sandmill' }];

/** Seen only by someone who opens the app's address without Shopify around it. */
export default function Front() {
  const { t } = useTranslation();
  return (
    <main className="problem">
      <h1>Sandmill</h1>
      <p>{t('front.text')}</p>
      <p>{t('front.next')}</p>
    </main>
  );
}
