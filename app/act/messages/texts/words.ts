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

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(', ')));
}

/** A sentence that has one of the words in it is an answer like any other: only the bare word is a command. */
export function commandIn(text: string): 'stop' | 'start' | null {
  const word = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toUpperCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : null;
}

/** The line that tells how to have no more of them, where the law asks for one. */
export const OPT_OUT_LINE = { en: 'Reply STOP to opt out', it: 'Rispondi STOP per non riceverne più' } as const;
