/** What a sentence needs of its reader: i18next's `t`, the language, the money, and what things are called. */
export interface Words {
  t(key: string, values?: Record<string, string | number>): string;
  locale: string;
  currency: string;
  /** of what conditions name by id: products, collections, segments, attributes */
  nameOf(kind: 'product' | 'collection' | 'segment' | 'attribute' | 'persona', id: string): string;
}

/** i18next takes a point in a key for a step down. */
export const keyed = (name: string) => name.replaceAll('.', '-');

/** `a, b or c` */
export const either = ({ locale }: Words, names: readonly string[]) =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);

export const quoted = ({ t }: Pick<Words, 't'>, text: string) => t('word.quoted', { text });

const yesNo = (holds: boolean) => (holds ? 'yes' : 'no');

/** A phrase that stands in two forms, as it is and denied. */
export const denied = (key: string, holds: boolean) => `sentence.${key}.${yesNo(holds)}`;
