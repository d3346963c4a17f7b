import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import './problem-page.css';

/** What a merchant reads when a page cannot be shown: what happened, and what to do next. Needs no Polaris. */
export function ProblemPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  // of the request that opened the document: the log has its lines under this id
  const root = useRouteLoaderData<{ requestId: string | null }>('root');
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main className="problem">
      <h1>{t(missing ? 'problem.missingTitle' : 'problem.title')}</h1>
      <p>{t(missing ? 'problem.missingText' : 'problem.text')}</p>
      <p>
        <a href="/app">{t('problem.home')}</a>
      </p>
      {!missing && root?.requestId && <p className="problem-id">{t('problem.id', { id: root.requestId })}</p>}
    </main>
  );
}
