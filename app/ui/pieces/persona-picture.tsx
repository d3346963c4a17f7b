import type { ReactNode } from 'react';
import type { Picture } from '../../understand/personas/pictures.ts';

/** One line each, on a disc of sand. */
const DRAWN: Record<Picture, ReactNode> = {
  sun: (
    <>
      <circle cx="24" cy="24" r="6" />
      <path d="M24 10v4M24 34v4M10 24h4M34 24h4M14.1 14.1l2.8 2.8M31.1 31.1l2.8 2.8M14.1 33.9l2.8-2.8M31.1 16.9l2.8-2.8" />
    </>
  ),
  heart: (
    <path d="M24 36S11 28.500 11 19.500A6.500 6.500 0 0 1 24 17a6.500 6.500 0 0 1 13 2.500C37 28.500 24 36 24 36Z" />
  ),
  basket: <path d="M10 20h28l-3 16H13ZM17 20l5-9M31 20l-5-9M20 26v5M28 26v5" />,
  compass: (
    <>
      <circle cx="24" cy="24" r="13" />
      <path d="m29.500 18.500-3.500 7.500-7.500 3.500 3.500-7.500Z" />
    </>
  ),
  gem: <path d="M16 12h16l6 9-14 16L10 21ZM10 21h28M19 21l5 16 5-16-3-9h-4Z" />,
  leaf: <path d="M12 36c0-16 8-24 24-24 0 16-8 24-24 24Zm0 0 14-14" />,
};

/** The picture of a persona; its name stands beside it, so it says nothing to a screen reader. */
export function PersonaPicture({ picture, size = 40 }: { picture: string; size?: number }) {
  if (!(picture in DRAWN)) {
    return <img className="persona-picture" src={picture} alt="" width={size} height={size} loading="lazy" />;
  }
  return (
    <svg className="persona-picture" viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <circle cx="24" cy="24" r="24" fill="#f6efe2" />
      <g fill="none" stroke="#8a4b08" strokeWidth="2.2" strokeLinejoin="round" strokeLinecap="round">
        {DRAWN[picture as Picture]}
      </g>
    </svg>
  );
}
