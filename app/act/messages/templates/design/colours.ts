// Colours as numbers, pure: contrast as WCAG 2.1 counts it, and the nearest colour that can be read.

type Rgb = readonly [number, number, number];

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const hex = (parts: Rgb) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** @see https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
export function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** @param share of `other`, from 0 to 1 */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [rgb(one), rgb(other)];
  return hex([0, 1, 2].map((index) => (a[index] ?? 0) * (1 - share) + (b[index] ?? 0) * share) as unknown as Rgb);
}

/** WCAG AA for texts of usual size. */
export const READABLE = 4.5;

/**
 * The colour itself where it can be read on the ground, else what lies nearest on the way to white or black.
 * @param wanted contrast of what takes its place: a text that had to be changed is changed clearly
 */
export function readableOn(colour: string, ground: string, wanted = READABLE): string {
  if (contrast(colour, ground) >= READABLE) return colour;
  const far = contrast('#ffffff', ground) >= contrast('#000000', ground) ? '#ffffff' : '#000000';
  for (let share = 0.1; share < 1; share += 0.1) {
    const nearer = mix(colour, far, share);
    if (contrast(nearer, ground) >= Math.max(wanted, READABLE)) return nearer;
  }
  return far;
}
