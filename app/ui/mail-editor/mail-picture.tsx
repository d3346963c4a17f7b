import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

/** A mail drawn small, once it is about to be seen. It only decorates: its name stands beside it. */
export function MailPicture({ of, name }: { of: Record<string, string>; name: string }) {
  const { load, data } = useFetcher<{ html: string | null }>();
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!box.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: '200px',
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const address = `/app/campaigns/templates/picture?${new URLSearchParams(of)}`;
  useEffect(() => {
    if (near) load(address);
  }, [near, load, address]);
  return (
    <div className="mail-picture" ref={box} aria-hidden="true">
      {data?.html && <iframe title={name} tabIndex={-1} sandbox="" srcDoc={data.html} loading="lazy" />}
    </div>
  );
}
