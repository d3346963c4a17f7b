import type { WordsOf } from '../../act/messages/preferences.server.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Frequency } from '../../understand/preferences/wishes.ts';

/** The words of the preference page; `{…}` is put in escaped. */
export interface PreferenceWords {
  title: string;
  heading: string;
  whose: string;
  reach: string;
  /** by channel, for marketing */
  marketing: Record<Channel, string>;
  /** about orders */
  transactional: Record<Channel, string>;
  /** what a merchant named */
  named: Record<Channel, string>;
  about: string;
  often: string;
  frequency: Record<Frequency, string>;
  pauseTitle: string;
  /** `keep` while none runs */
  pause: { none: string; days: string; keep: string; end: string };
  language: string;
  /** what was saved */
  nowOften: string;
  nowPaused: string;
  nowUnpaused: string;
  nowLanguage: string;
  held: string;
  decisions: string;
  automated: string;
  automatedText: string;
  save: string;
  saved: string;
  unchanged: string;
  turnedOn: string;
  turnedOff: string;
  undo: string;
  undoText: string;
}

export const PREFERENCE_WORDS: Record<'en' | 'it', PreferenceWords> = {
  en: {
    title: 'Your preferences',
    heading: 'What may {shop} do?',
    whose: 'For {address}',
    reach: 'What reaches you',
    marketing: {
      email: 'News and offers by mail',
      sms: 'News and offers by text message',
      push: 'News and offers on this device',
      whatsapp: 'News and offers by WhatsApp',
    },
    transactional: {
      email: 'Mails about your orders',
      sms: 'Text messages about your orders',
      push: 'Notes about your orders on this device',
      whatsapp: 'WhatsApp messages about your orders',
    },
    named: {
      email: '{purpose}, by mail',
      sms: '{purpose}, by text message',
      push: '{purpose}, on this device',
      whatsapp: '{purpose}, by WhatsApp',
    },
    about: 'Order confirmations and parcels come from the shop in any case.',
    often: 'How often',
    frequency: { all: 'Whenever there is something', weekly: 'Once a week at most', monthly: 'Once a month at most' },
    pauseTitle: 'A break',
    pause: {
      none: 'No break',
      days: 'No news for {days} days',
      keep: 'The break goes on until {day}',
      end: 'End the break',
    },
    language: 'Language',
    nowOften: 'How often: {what}',
    nowPaused: 'No news until {day}',
    nowUnpaused: 'The break is over',
    nowLanguage: 'Language: {what}',
    held: 'At the moment the shop sends no mail to this address, whatever is chosen here. Ask the shop if you want that changed.',
    decisions: 'What is decided about you',
    automated: 'Choose for me by what I look at and buy',
    automatedText: 'Without it you see the same shop as everybody else: no score, no groups, nothing picked for you.',
    save: 'Save',
    saved: 'Saved.',
    unchanged: 'Nothing was changed.',
    turnedOn: '{what}: on',
    turnedOff: '{what}: off',
    undo: 'Undo',
    undoText:
      'Changed your mind? Undo puts everything back as it was. This page stays open to you by the link in each mail.',
  },
  it: {
    title: 'Le tue preferenze',
    heading: 'Che cosa può fare {shop}?',
    whose: 'Per {address}',
    reach: 'Che cosa ricevi',
    marketing: {
      email: 'Novità e offerte per mail',
      sms: 'Novità e offerte per SMS',
      push: 'Novità e offerte su questo dispositivo',
      whatsapp: 'Novità e offerte su WhatsApp',
    },
    transactional: {
      email: 'Mail sui tuoi ordini',
      sms: 'SMS sui tuoi ordini',
      push: 'Avvisi sui tuoi ordini su questo dispositivo',
      whatsapp: 'Messaggi WhatsApp sui tuoi ordini',
    },
    named: {
      email: '{purpose}, per mail',
      sms: '{purpose}, per SMS',
      push: '{purpose}, su questo dispositivo',
      whatsapp: '{purpose}, su WhatsApp',
    },
    about: 'Le conferme d’ordine e gli avvisi di spedizione arrivano comunque dal negozio.',
    often: 'Quanto spesso',
    frequency: {
      all: 'Ogni volta che c’è una novità',
      weekly: 'Al massimo una volta a settimana',
      monthly: 'Al massimo una volta al mese',
    },
    pauseTitle: 'Una pausa',
    pause: {
      none: 'Nessuna pausa',
      days: 'Niente novità per {days} giorni',
      keep: 'La pausa continua fino al {day}',
      end: 'Finire la pausa',
    },
    language: 'Lingua',
    nowOften: 'Quanto spesso: {what}',
    nowPaused: 'Niente novità fino al {day}',
    nowUnpaused: 'La pausa è finita',
    nowLanguage: 'Lingua: {what}',
    held: 'Al momento il negozio non scrive a questo indirizzo, qualunque cosa si scelga qui. Se vuoi cambiarlo, chiedi al negozio.',
    decisions: 'Che cosa si decide su di te',
    automated: 'Scegliete per me in base a ciò che guardo e compro',
    automatedText:
      'Senza, vedi lo stesso negozio di tutti: nessun punteggio, nessun gruppo, niente scelto apposta per te.',
    save: 'Salva',
    saved: 'Salvato.',
    unchanged: 'Non è cambiato nulla.',
    turnedOn: '{what}: sì',
    turnedOff: '{what}: no',
    undo: 'Annulla la modifica',
    undoText:
      'Ci hai ripensato? «Annulla la modifica» rimette tutto com’era. Questa pagina resta aperta per te dal link di ogni mail.',
  },
};

/** What stands beside a box, and goes to the log as what was shown. */
export const choiceWords: WordsOf = (locale, about) => {
  const words = PREFERENCE_WORDS[locale];
  if (about === 'automated') return words.automated;
  const { channel, purpose, name } = about;
  if (purpose === 'marketing') return words.marketing[channel];
  if (purpose === 'transactional') return words.transactional[channel];
  return words.named[channel].replace('{purpose}', name ?? purpose);
};
