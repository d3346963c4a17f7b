/**
 * Why something is as it is: a key of the locale files and the values of its sentence. Instants are milliseconds, money is
 * minor units; the screen formats them in the reader's language.
 */
export interface Reason {
  key: string;
  values: Readonly<Record<string, string | number | null>>;
}
