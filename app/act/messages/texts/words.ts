// What an answer to a text means. Pure.

/** The words that providers and the law know, in the languages of the mails. */
const STOP = setOf(
  'STOP, STOPALL, STOP ALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPTOUT, OPT OUT',
  'FERMA, FERMATI, ANNULLA, CANCELLAMI, CANCELLA, DISISCRIVI, DISISCRIVIMI, BASTA, FINE',
);
const START = setOf(
  'START, UNSTOP, YES, SUBSCRIBE, OPTIN, OPT IN',
  'INIZIA, INIZIO, SI, SÌ, ISCRIVI, ISCRIVIMI, RIPRENDI',
);

/** Asked in Italian; the others are asked in whatever language the shop speaks. */
const HELP_IT = setOf('AIUTO, INFORMAZIONI');
const HELP = setOf('HELP, INFO');

export interface Command {
  is: 'stop' | 'start' | 'help';
  /** the language of the word, where it is of one */
  locale: 'it' | null;
}

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(', ')));
}

/** A sentence that has one of the words in it is an answer like any other: only the bare word is a command. */
export function commandIn(text: string): Command | null {
  const word = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toUpperCase();
  if (STOP.has(word)) return { is: 'stop', locale: null };
  if (START.has(word)) return { is: 'start', locale: null };
  if (HELP_IT.has(word)) return { is: 'help', locale: 'it' };
  return HELP.has(word) ? { is: 'help', locale: null } : null;
}

/** The line that tells how to have no more of them, where the law asks for one. */
export const OPT_OUT_LINE = { en: 'Reply STOP to opt out', it: 'Rispondi STOP per non riceverne più' } as const;
