import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

interface Props {
  of: Record<string, string>;
  name: string;
  /** large enough to be read; else it only decorates, and its name stands beside it */
  whole?: boolean;
}

/** A mail as it looks, drawn once it is about to be seen. */
export function MailPicture({ of, name, whole = false }: Props) {
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
    <div className={whole ? 'mail-picture whole' : 'mail-picture'} ref={box} aria-hidden={!whole}>
      {data?.html && (
        <iframe title={name} {...(!whole && { tabIndex: -1 })} sandbox="" srcDoc={data.html} loading="lazy" />
      )}
    </div>
  );
}
