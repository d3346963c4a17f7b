// Why a reaction is held for a person's or a program's, in one sentence of each language.
import type { MailLocale } from '../templates/words.ts';
import type { Why } from './verdict.ts';

type Words = Record<Why, string>;

const EN: Words = {
  trap: 'A link was followed that no person can see.',
  head: 'Only the head of the page was asked for, as programs do that check links.',
  prefetch: 'It was asked for ahead, before anybody looked.',
  scanner: 'The program names itself as one that scans mail or pages.',
  nameless: 'It came without a name, as programs do.',
  privacy: 'Apple’s mail privacy loads all pictures, opened or not.',
  head_first: 'The same network had checked the mail’s links a moment before.',
  every_link: 'Every link of the mail was followed within seconds.',
  many_links: 'Three or more links were followed within seconds.',
  many_mails: 'The same network followed links of many people’s mails within seconds.',
  beside_scanner: 'A scanner of the same network was at this mail within seconds.',
  at_once: 'It came within ten seconds of the mail being handed over.',
  quick_links: 'Two links were followed faster than most people do.',
  program: 'It was no browser that asked, but a program that may act for somebody.',
  relay: 'Her mail service fetched the picture when she opened the mail.',
  mail_program: 'Her mail program showed the pictures.',
  browser: 'A browser asked, and nothing speaks against a person.',
};

const IT: Words = {
  trap: 'È stato seguito un link che nessuna persona può vedere.',
  head: 'È stata chiesta solo l’intestazione della pagina, come fanno i programmi che controllano i link.',
  prefetch: 'È stato chiesto in anticipo, prima che qualcuno guardasse.',
  scanner: 'Il programma dice da sé di analizzare mail o pagine.',
  nameless: 'È arrivato senza nome, come fanno i programmi.',
  privacy: 'La privacy di Apple Mail carica tutte le immagini, che la mail sia aperta o no.',
  head_first: 'La stessa rete aveva controllato i link della mail un attimo prima.',
  every_link: 'Tutti i link della mail sono stati seguiti in pochi secondi.',
  many_links: 'Tre o più link sono stati seguiti in pochi secondi.',
  many_mails: 'La stessa rete ha seguito in pochi secondi i link delle mail di molte persone.',
  beside_scanner: 'Un programma di controllo della stessa rete era su questa mail negli stessi secondi.',
  at_once: 'È arrivato entro dieci secondi dalla consegna della mail.',
  quick_links: 'Due link sono stati seguiti più in fretta di quanto faccia una persona.',
  program: 'Non l’ha chiesto un browser, ma un programma che forse agisce per qualcuno.',
  relay: 'Il suo servizio di posta ha preso l’immagine quando ha aperto la mail.',
  mail_program: 'Il suo programma di posta ha mostrato le immagini.',
  browser: 'L’ha chiesto un browser, e nulla fa pensare a un programma.',
};

const WORDS: Record<MailLocale, Readonly<Record<string, string>>> = { en: EN, it: IT };

/** Empty while the verdict waits. */
export const tellWhy = (why: string | null, locale: MailLocale): string => WORDS[locale][why ?? ''] ?? '';
