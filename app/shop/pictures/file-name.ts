import type { PictureType } from '../../platform/pictures/picture-type.ts';

const ENDINGS: Record<PictureType, string> = { png: 'png', jpeg: 'jpg', gif: 'gif', webp: 'webp' };
const MOST_LETTERS = 80;

/** A name for an address and a form: plain letters, and the ending of what the file is, whatever it was called. */
export function fileNameOf(name: string, type: PictureType): string {
  const stem = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, MOST_LETTERS)
    .replace(/^-+|-+$/g, '');
  return `${stem || 'picture'}.${ENDINGS[type]}`;
}
