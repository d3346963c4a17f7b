import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';

/** The chosen template as it looks. */
export function MailPicture({ template, name }: { template: string; name: string }) {
  const { load, data } = useFetcher<{ html: string | null }>();
  useEffect(() => {
    load(`/app/campaigns/templates/picture?template=${encodeURIComponent(template)}`);
  }, [load, template]);
  return <iframe className="campaign-mail" title={name} sandbox="" srcDoc={data?.html ?? ''} />;
}
