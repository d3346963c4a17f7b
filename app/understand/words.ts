/** A text that we wrote, in each language of the admin. */
export type Ours = Record<'en' | 'it', string>;

/** What the merchant wrote, as it is; or what we wrote, in each language. */
export type Words = string | Ours;

/** Of something ready-made: our words, in whatever language they were written down, are not the merchant's. */
export const wordsOf = (written: string, ours: Ours | undefined): Words =>
  ours && Object.values(ours).includes(written) ? ours : written;

export const wordsIn = (words: Words, locale: keyof Ours): string =>
  typeof words === 'string' ? words : words[locale];

/** In every language, so that any may be searched. */
export const wordsInAll = (words: Words): readonly string[] =>
  typeof words === 'string' ? [words] : Object.values(words);
