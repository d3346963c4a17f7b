// A push as its browser shows it: preview and delivery come this way. Pure.
import { atWidth } from '../../../platform/pictures/at-width.ts';
import { isWebAddress } from '../templates/design/link-marks.ts';
import type { RenderedShort } from '../texts/short-design.ts';

/** What the service worker is handed, as JSON. */
export interface ShownPush {
  title: string;
  body: string;
  url: string;
  /** of two with one tag the later takes the place of the first */
  tag: string;
  lang: string;
  image?: string;
  icon?: string;
}

export interface PushLook {
  shop: { name: string; url: string };
  /** empty: none */
  picture: string;
  icon: string;
  locale: string;
}

/** Push services take 4,096 bytes, of which the addresses and the encryption want their share. */
const MOST_TITLE = 120;
const MOST_BODY = 500;
/** As large as any phone shows them, in pixels. */
const WIDEST = { image: 1440, icon: 192 } as const;

/** Where it leads: to the shop where nothing else was said. */
export const targetOfPush = ({ url }: RenderedShort, { shop }: PushLook): string =>
  isWebAddress(url) ? url : shop.url;

export function shownPush(
  rendered: RenderedShort,
  look: PushLook,
  { url, tag }: { url: string; tag: string },
): ShownPush {
  return {
    title: cut(rendered.title || look.shop.name, MOST_TITLE),
    body: cut(rendered.text, MOST_BODY),
    url,
    tag,
    lang: look.locale,
    ...(isPicture(look.picture) && { image: atWidth(look.picture, WIDEST.image) }),
    ...(isPicture(look.icon) && { icon: atWidth(look.icon, WIDEST.icon) }),
  };
}

/** Browsers load nothing else into a notification of a page that came over https. */
const isPicture = (url: string) => URL.canParse(url) && url.startsWith('https://');

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
