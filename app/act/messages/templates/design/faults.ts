// What is wrong with a designed mail, and what to do about it.
import type { MailLocale } from '../words.ts';

export type FaultCode =
  | 'no_subject'
  | 'broken_liquid'
  | 'unknown_field'
  | 'no_alt'
  | 'no_picture'
  | 'drawing'
  | 'no_unsubscribe'
  | 'no_address'
  | 'link_empty'
  | 'link_wrong'
  | 'link_local'
  | 'contrast'
  | 'too_heavy'
  | 'heavy'
  | 'nothing_picked'
  | 'over'
  | 'not_laid_out';

export interface Fault {
  /** with an error nobody gets the mail; a warning is advice */
  severity: 'error' | 'warning';
  code: FaultCode;
  /** null: it concerns the mail as a whole */
  block: string | null;
  /** what the sentence names */
  words?: Readonly<Record<string, string | number>>;
}

const SENTENCES: Record<MailLocale, Record<FaultCode, string>> = {
  en: {
    no_subject: 'Write a subject: without one many mail programs treat the mail as spam.',
    broken_liquid: 'The Liquid here cannot be read: {detail}. Check that every brace and every tag is closed.',
    unknown_field: 'There is no field “{field}”. Choose one from the list of fields, or it stays empty.',
    no_alt: 'Describe this picture for people who do not see it, or say that it only decorates.',
    no_picture: 'Choose a picture: without an address this block is left out.',
    drawing: 'Most mail programs do not show SVG. Save the drawing as PNG and upload that.',
    no_unsubscribe: 'Add a footer with a link to unsubscribe: marketing mails must have one.',
    no_address: 'Add your postal address under Settings → Brand: many countries want it in marketing mails.',
    link_empty: 'Say where this link leads.',
    link_wrong: '“{link}” is not an address. Begin it with https://, mailto: or tel:.',
    link_local: '“{link}” leads to your own computer. Your customers cannot open it.',
    contrast: 'This text is hard to read on its ground: the contrast is {contrast}, at least 4.5 is good.',
    too_heavy:
      'The mail weighs {size} kB. Mail programs cut it off at 102 kB, and with it the link to unsubscribe. Make it shorter.',
    heavy:
      'The mail weighs {size} kB. From 102 kB on mail programs cut it off: leave some room for names and products.',
    nothing_picked: 'Pick at least one product, or this block is left out.',
    over: 'This countdown is already over.',
    not_laid_out: 'This mail cannot be laid out: {detail}.',
  },
  it: {
    no_subject: 'Scrivi un oggetto: senza, molti programmi trattano la mail come spam.',
    broken_liquid: 'Il Liquid qui non si legge: {detail}. Controlla che ogni graffa e ogni tag siano chiusi.',
    unknown_field: 'Il campo “{field}” non esiste. Scegline uno dall’elenco, altrimenti resta vuoto.',
    no_alt: 'Descrivi l’immagine per chi non la vede, oppure indica che è solo decorativa.',
    no_picture: 'Scegli un’immagine: senza indirizzo questo blocco non compare.',
    drawing: 'Quasi nessun programma di posta mostra gli SVG. Salva il disegno come PNG e carica quello.',
    no_unsubscribe:
      'Aggiungi un piè di pagina con il link per annullare l’iscrizione: nelle mail di marketing è obbligatorio.',
    no_address:
      'Aggiungi il tuo indirizzo postale in Impostazioni → Marchio: in molti Paesi è richiesto nelle mail di marketing.',
    link_empty: 'Indica dove porta questo link.',
    link_wrong: '“{link}” non è un indirizzo. Deve iniziare con https://, mailto: o tel:.',
    link_local: '“{link}” porta al tuo computer. I tuoi clienti non possono aprirlo.',
    contrast: 'Questo testo si legge male sul suo sfondo: il contrasto è {contrast}, dovrebbe essere almeno 4,5.',
    too_heavy:
      'La mail pesa {size} kB. I programmi di posta la tagliano a 102 kB, e con lei il link per annullare l’iscrizione. Accorciala.',
    heavy: 'La mail pesa {size} kB. Oltre i 102 kB viene tagliata: lascia un po’ di spazio per nomi e prodotti.',
    nothing_picked: 'Scegli almeno un prodotto, altrimenti questo blocco non compare.',
    over: 'Questo conto alla rovescia è già finito.',
    not_laid_out: 'Questa mail non si può impaginare: {detail}.',
  },
};

export function sayFault(fault: Fault, locale: MailLocale): string {
  return SENTENCES[locale][fault.code].replace(/\{(\w+)\}/g, (_, name: string) => String(fault.words?.[name] ?? ''));
}

export const hasErrors = (faults: readonly Fault[]) => faults.some(({ severity }) => severity === 'error');
