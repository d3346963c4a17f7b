// What HELP is answered with, as carriers ask for it: who writes, where a person answers, how to get no more. Pure.
// CTIA, Short Code Monitoring Handbook 1.8: https://www.ctia.org/the-wireless-industry/industry-commitments/short-code-monitoring-handbook

export type HelpLocale = 'en' | 'it';

interface Writer {
  name: string;
  email: string | null;
  url: string | null;
}

/** In letters of the SMS alphabet, apart from what the shop is called: it costs one segment or two. */
const WORDS: Record<HelpLocale, (name: string, where: string) => string> = {
  en: (name, where) =>
    `${name}:${where && ` for help, contact ${where}.`} Reply STOP to get no more texts. Message and data rates may apply.`,
  it: (name, where) =>
    `${name}:${where && ` per assistenza, ${where}.`} Rispondi STOP per non ricevere più messaggi. Possono valere i costi del tuo operatore.`,
};

export const helpWords = ({ name, email, url }: Writer, locale: HelpLocale): string =>
  WORDS[locale](name, email ?? url ?? '');
