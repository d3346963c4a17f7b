import { useEffect, useRef, useState } from 'react';
import type { Device } from '../pieces/device-switch.tsx';
import { bringIntoView, elementsOfBlock, markBlock } from './open-block.ts';
import { inScheme, type MailScheme } from './scheme-of-preview.ts';

/** Of a phone; a wider preview is as long as its mail. */
const LEAST_HEIGHT = 640;
/** an empty page that does as standards say */
const PAPER = '<!doctype html><html><head><title></title></head><body></body></html>';

/** A mail in a frame of its own, without scripts. A change is put into the page that stands: nothing flickers or jumps. */
export function MailFrame(props: {
  title: string;
  html: string;
  device: Device;
  scheme: MailScheme;
  /** the block that is being edited: it is marked and stays in sight */
  open?: string | null;
}) {
  const { html, device, scheme, open = null } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  /** how often the empty page was loaded: only then is there one to put the mail into */
  const [loads, setLoads] = useState(0);
  const [height, setHeight] = useState(LEAST_HEIGHT);
  useEffect(() => {
    // what was loaded before React took the page over told nobody
    const page = frame.current?.contentDocument;
    if (page?.URL === 'about:srcdoc' && page.readyState === 'complete') setLoads(1);
  }, []);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (loads === 0 || !page?.documentElement || html === '') return;
    const next = new DOMParser().parseFromString(inScheme(html, scheme), 'text/html');
    const view = page.defaultView;
    const { scrollX = 0, scrollY = 0 } = view ?? {};
    page.replaceChild(page.adoptNode(next.documentElement), page.documentElement);
    view?.scrollTo(scrollX, scrollY);
    const measure = () => setHeight(Math.max(LEAST_HEIGHT, page.documentElement.scrollHeight));
    measure();
    // pictures come later; links lead nowhere from here
    const stay = (event: Event) => event.preventDefault();
    view?.addEventListener('resize', measure);
    page.addEventListener('load', measure, true);
    page.addEventListener('click', stay);
    return () => {
      view?.removeEventListener('resize', measure);
      page.removeEventListener('load', measure, true);
      page.removeEventListener('click', stay);
    };
  }, [loads, html, scheme]);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (loads === 0 || html === '' || open === null || !page?.defaultView) return;
    const elements = elementsOfBlock(page, open);
    bringIntoView(page.defaultView, elements, device);
    return markBlock(elements, scheme);
  }, [loads, html, scheme, open, device]);
  return (
    <iframe
      ref={frame}
      className="preview-frame preview-mail"
      data-device={device}
      title={props.title}
      sandbox="allow-same-origin"
      srcDoc={PAPER}
      height={device === 'phone' ? LEAST_HEIGHT : height}
      onLoad={() => setLoads((before) => before + 1)}
    />
  );
}
