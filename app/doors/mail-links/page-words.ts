/** The words of the pages behind a mail's links; `{shop}` and `{address}` are put in escaped. */
export interface PageWords {
  title: string;
  heading: string;
  body: string;
  button?: string;
  note?: string;
}

export type PageKind = 'confirm' | 'done' | 'back' | 'held' | 'asked' | 'agreed' | 'expired' | 'missing' | 'failed';

export const PAGE_WORDS: Record<'en' | 'it', Record<PageKind, PageWords>> = {
  en: {
    confirm: {
      title: 'Unsubscribe',
      heading: 'No more mails from {shop}?',
      body: 'We will stop writing to {address}. Mails about your orders still come.',
      button: 'Unsubscribe',
      note: 'Changed your mind? Just close this page: nothing has happened yet.',
    },
    done: {
      title: 'Unsubscribed',
      heading: 'Done. You are unsubscribed.',
      body: '{shop} will not write to {address} any more, unless you ask for it again.',
      button: 'Subscribe again',
      note: 'That was a mistake? One click brings you back.',
    },
    back: {
      title: 'Subscribed',
      heading: 'Welcome back.',
      body: '{shop} may write to {address} again. Every mail has a link to unsubscribe.',
    },
    held: {
      title: 'Noted',
      heading: 'Noted, but no mail comes yet.',
      body: '{shop} has stopped writing to {address}. Please ask the shop if you want that changed.',
    },
    asked: {
      title: 'Confirm',
      heading: 'May {shop} write to you?',
      body: 'We will send news and offers to {address}. You can leave with one click, in every mail.',
      button: 'Yes, write to me',
      note: 'You did not ask for this? Just close this page: nothing will be sent.',
    },
    agreed: {
      title: 'Confirmed',
      heading: 'Thank you. You are on the list.',
      body: '{shop} may write to {address} from now on. Every mail has a link to unsubscribe.',
    },
    expired: {
      title: 'Too late',
      heading: 'This link is too old',
      body: 'It worked for a week, and nothing was changed. If you still want mail from {shop}, please subscribe again in the shop.',
    },
    missing: {
      title: 'Page not found',
      heading: 'This link does not work',
      body: 'It may have been cut off by your mail program. Please open the link in the mail once more.',
    },
    failed: {
      title: 'Please try again',
      heading: 'That did not work',
      body: 'It is our fault, not yours. Please try again in a minute.',
    },
  },
  it: {
    confirm: {
      title: 'Annulla l’iscrizione',
      heading: 'Basta mail da {shop}?',
      body: 'Non scriveremo più a {address}. Le mail sui tuoi ordini continueranno ad arrivare.',
      button: 'Annulla l’iscrizione',
      note: 'Ci hai ripensato? Chiudi questa pagina: non è ancora cambiato nulla.',
    },
    done: {
      title: 'Iscrizione annullata',
      heading: 'Fatto. Iscrizione annullata.',
      body: '{shop} non scriverà più a {address}, a meno che non sia tu a chiederlo.',
      button: 'Iscrivimi di nuovo',
      note: 'È stato un errore? Basta un clic per tornare.',
    },
    back: {
      title: 'Iscrizione attiva',
      heading: 'Che bello riaverti qui.',
      body: '{shop} può di nuovo scrivere a {address}. In ogni mail trovi il link per annullare l’iscrizione.',
    },
    held: {
      title: 'Annotato',
      heading: 'Annotato, ma per ora non arrivano mail.',
      body: '{shop} ha smesso di scrivere a {address}. Se vuoi cambiarlo, chiedi al negozio.',
    },
    asked: {
      title: 'Conferma',
      heading: '{shop} può scriverti?',
      body: 'Invieremo novità e offerte a {address}. Potrai disiscriverti con un clic, in ogni mail.',
      button: 'Sì, scrivetemi',
      note: 'Non l’hai chiesto tu? Chiudi questa pagina: non riceverai nulla.',
    },
    agreed: {
      title: 'Confermato',
      heading: 'Grazie, iscrizione confermata.',
      body: 'Da ora {shop} può scrivere a {address}. In ogni mail trovi il link per annullare l’iscrizione.',
    },
    expired: {
      title: 'Troppo tardi',
      heading: 'Questo link è scaduto',
      body: 'Valeva una settimana, e non è cambiato nulla. Se vuoi ancora le mail di {shop}, iscriviti di nuovo nel negozio.',
    },
    missing: {
      title: 'Pagina non trovata',
      heading: 'Questo link non funziona',
      body: 'Forse il programma di posta lo ha tagliato. Prova ad aprire di nuovo il link nella mail.',
    },
    failed: {
      title: 'Riprova',
      heading: 'Qualcosa non ha funzionato',
      body: 'La colpa è nostra. Riprova tra un minuto.',
    },
  },
};
