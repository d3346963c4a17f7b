// The brand as mails show it, in light and in dark.
import { type Brand, FONT_STACKS } from '../../../../shop/settings/brand.ts';
import { DARK } from '../mail-look.ts';
import { contrast, luminance, mix, readableOn } from './colours.ts';

/** What stands on one ground. */
export interface Ground {
  ground: string;
  text: string;
  muted: string;
  link: string;
  /** lines between, and what stands in for a missing picture */
  line: string;
  tile: string;
  button: string;
  buttonText: string;
}

export interface Look {
  page: Ground;
  card: Ground;
  darkPage: Ground;
  darkCard: Ground;
  fonts: { heading: string; body: string };
  /** radii in pixels */
  corners: { card: number; button: number; picture: number };
}

const CORNERS = {
  square: { card: 0, button: 0, picture: 0 },
  soft: { card: 14, button: 10, picture: 8 },
  round: { card: 20, button: 28, picture: 14 },
};

/** A button that melts into its ground is no button. */
const BUTTON_STANDS_OUT = 1.6;

export function lookOf(brand: Brand): Look {
  const { colours, fonts } = brand;
  const wished = (stack: string) => (fonts.wish ? `'${fonts.wish}', ${stack}` : stack);
  // a brand that is dark by day stays as it is by night
  const isDark = luminance(colours.card) < 0.18;
  const dark = (ground: string) => groundOf({ ...colours, text: DARK.text, muted: DARK.muted }, ground);
  return {
    page: groundOf(colours, colours.page),
    card: groundOf(colours, colours.card),
    darkPage: isDark ? groundOf(colours, colours.page) : dark(DARK.page),
    darkCard: isDark ? groundOf(colours, colours.card) : dark(DARK.card),
    fonts: { heading: wished(FONT_STACKS[fonts.heading]), body: wished(FONT_STACKS[fonts.body]) },
    corners: CORNERS[brand.corners],
  };
}

/** A pale ground is a lamp in the dark. */
const GLARES = 0.25;
const HINT = 0.16;

/** A ground of the merchant's choice by night: a hint of its colour in the card's. Null: it stays as it is. */
export function nightOf({ colours }: Brand, { card, darkCard }: Look, ground: string): Ground | null {
  const isSame = card.ground === darkCard.ground;
  if (isSame || luminance(ground) < GLARES) return null;
  return groundOf({ ...colours, text: DARK.text, muted: DARK.muted }, mix(darkCard.ground, ground, HINT));
}

/** The brand's colours on a ground of the merchant's choice: each as it is where it can be read there. */
export function groundOf(colours: Brand['colours'], ground: string): Ground {
  const text = readableOn(colours.text, ground, 13);
  const stands = contrast(colours.button, ground) >= BUTTON_STANDS_OUT;
  const button = stands ? colours.button : text;
  return {
    ground,
    text,
    muted: readableOn(colours.muted, ground, 7),
    link: readableOn(colours.link, ground, 10),
    line: mix(ground, text, 0.14),
    tile: mix(ground, text, 0.07),
    button,
    // what a merchant chose for the button is told by the checks, not changed
    buttonText: stands ? colours.buttonText : readableOn(ground, button),
  };
}
