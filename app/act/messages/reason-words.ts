// Why something was sent, waited for or left out, in one sentence of each language.
import { decodeReason, type Reason } from '../../decide/journeys/reason.ts';
import { suppressionKind } from './suppression-reason.ts';
import type { MailLocale } from './templates/words.ts';

type Words = Readonly<Record<string, string>>;

/** `{name}` is a value of the reason; `{name:time}` an instant, shown in the shop's zone. */
const EN: Words = {
  entered: 'A checkout with an e-mail address was started.',
  waiting: 'Waits until {until:time} for the shopper to come back.',
  moved: 'The shopper was still busy, so it waits until {until:time}.',
  waited: 'Nothing happened for {minutes} minutes.',
  holds: 'Not bought, and mail is allowed.',
  holds_sms: 'Not bought, and SMS are allowed.',
  holds_whatsapp: 'Not bought, and WhatsApp messages are allowed.',
  holds_push: 'Not bought, and notifications are allowed.',
  queued: 'The mail was queued.',
  queued_sms: 'The SMS was queued.',
  queued_whatsapp: 'The WhatsApp message was queued.',
  queued_push: 'The notification was queued.',
  held_out: 'Held out to measure the effect: the mail would have been sent now.',
  held_out_sms: 'Held out to measure the effect: the SMS would have been sent now.',
  held_out_whatsapp: 'Held out to measure the effect: the WhatsApp message would have been sent now.',
  held_out_push: 'Held out to measure the effect: the notification would have been sent now.',
  tagged: 'Tags were changed: {tags}.',
  held_out_of_tags: 'Held out to measure the effect: tags would have been changed now.',
  end: 'The journey came to its end.',
  condition: 'The condition of this step did not hold.',
  not_automated: 'The contact wants no automated decisions, and this step decides by behaviour.',
  bought_checkout: 'The checkout was completed (order {order}).',
  bought_contact: 'The contact has bought something since (order {order}).',
  checkout_deleted: 'The checkout was deleted.',
  superseded: 'A younger checkout of the same contact is asked about instead.',
  switched_off: 'The journey was switched off.',
  step_failed: 'The step failed {attempts} times.',
  uninstalled: 'The app is no longer installed in this shop.',
  contact_gone: 'The contact is gone or has no e-mail address.',
  no_address: 'The contact has no e-mail address.',
  bad_address: 'The e-mail address cannot be written to.',
  no_browser: 'She has no browser left that takes notifications.',
  no_phone: 'The contact has no phone number.',
  bad_phone: 'The phone number cannot be written to: it needs the code of its country.',
  window_closed:
    'She has not written on WhatsApp within 24 hours, and the message has no template that WhatsApp approved.',
  no_sender: 'Nothing carries messages of this channel any more.',
  wrong_template: 'The template that this step names cannot be sent on its channel.',
  no_consent_unsubscribed: 'The contact has unsubscribed.',
  no_consent_pending: 'The contact has not confirmed the subscription yet.',
  no_consent: 'The contact has not agreed to marketing mail.',
  no_consent_sms: 'The contact has not agreed to SMS on the number she has now.',
  no_consent_whatsapp: 'The contact has not agreed to WhatsApp messages on the number she has now.',
  no_consent_push: 'The contact has not agreed to notifications.',
  no_consent_unsubscribed_sms: 'The contact has said no to SMS.',
  no_consent_unsubscribed_whatsapp: 'The contact has said no to WhatsApp messages.',
  no_consent_unsubscribed_push: 'The contact has turned notifications off.',
  suppressed: 'The address is on the suppression list ({why}).',
  suppressed_manual: 'The shop put the address on the suppression list.',
  suppressed_imported: 'The address is on an imported list of addresses not to write to.',
  suppressed_hard_bounce: 'The mail server said that there is no such mailbox.',
  suppressed_complaint: 'The contact called a mail spam.',
  suppressed_unsubscribed: 'The contact has unsubscribed by the link in a mail.',
  suppressed_unsubscribed_sms: 'She answered STOP, or told her provider: no SMS go to this number.',
  suppressed_unsubscribed_whatsapp: 'She answered STOP, or told WhatsApp: no messages go to this number.',
  suppressed_erased: 'This person asked to be forgotten.',
  subscribed: 'The contact subscribed on {at:time} ({source}).',
  answered: 'She has answered already, or the question is too old.',
  later_capped: 'She has had {most} in {days} days, which is the shop’s limit: it waits until {until:time}.',
  later_her_frequency: 'She wants at most one mail in {days} days: it waits until {until:time}.',
  later_paused: 'She paused mail until {until:time}: it waits.',
  later_quiet: 'It is quiet time where she lives: it waits until {until:time}.',
  capped: 'Left out: she has had {most} in {days} days, which is the shop’s limit.',
  her_frequency: 'Left out: she wants at most one mail in {days} days.',
  paused: 'Left out: she paused mail until {until:time}.',
  quiet: 'Left out: quiet time lasted longer than the mail could wait.',
  cancelled: 'The campaign was called off.',
  campaign_paused: 'The campaign is paused: it waits.',
  had_already: 'Left out: another mail of this campaign went to the same person, who was two contacts until then.',
  transactional: 'It asks for consent, or concerns an order or an account: no subscription is needed.',
  no_cart: 'There is no cart left to return to.',
  not_composed: 'The mail could not be laid out.',
  refused: 'The mail server refused it: {detail}',
  lost: 'The connection broke on the way, so it may or may not have arrived. It is not sent again by itself. ({detail})',
  stopped_while_submitting:
    'The app stopped while handing it over, so it may or may not have arrived. It is not sent again by itself.',
  told_delivered: 'It arrived.',
  told_soft: 'It came back, for a reason that may pass.',
  told_hard: 'It came back: there is no such mailbox or number.',
  told_complained: 'The contact called it spam.',
  text: '{text}',
};

const IT: Words = {
  entered: 'È iniziato un checkout con un indirizzo e-mail.',
  waiting: 'Aspetta fino a {until:time} che il cliente torni.',
  moved: 'Il cliente era ancora attivo: aspetta fino a {until:time}.',
  waited: 'Per {minutes} minuti non è successo nulla.',
  holds: 'Non ha comprato e si può scrivere.',
  holds_sms: 'Non ha comprato e gli SMS sono permessi.',
  holds_whatsapp: 'Non ha comprato e i messaggi WhatsApp sono permessi.',
  holds_push: 'Non ha comprato e le notifiche sono permesse.',
  queued: 'La mail è stata messa in coda.',
  queued_sms: 'L’SMS è stato messo in coda.',
  queued_whatsapp: 'Il messaggio WhatsApp è stato messo in coda.',
  queued_push: 'La notifica è stata messa in coda.',
  held_out: 'Escluso per misurare l’effetto: la mail sarebbe partita ora.',
  held_out_sms: 'Escluso per misurare l’effetto: l’SMS sarebbe partito ora.',
  held_out_whatsapp: 'Escluso per misurare l’effetto: il messaggio WhatsApp sarebbe partito ora.',
  held_out_push: 'Escluso per misurare l’effetto: la notifica sarebbe partita ora.',
  tagged: 'I tag sono stati cambiati: {tags}.',
  held_out_of_tags: 'Escluso per misurare l’effetto: i tag sarebbero cambiati ora.',
  end: 'Il percorso è arrivato alla fine.',
  condition: 'La condizione di questo passo non era vera.',
  not_automated: 'Il contatto non vuole decisioni automatiche, e questo passo decide in base al comportamento.',
  bought_checkout: 'Il checkout è stato completato (ordine {order}).',
  bought_contact: 'Nel frattempo il contatto ha comprato (ordine {order}).',
  checkout_deleted: 'Il checkout è stato eliminato.',
  superseded: 'Si chiede di un checkout più recente dello stesso contatto.',
  switched_off: 'Il percorso è stato spento.',
  step_failed: 'Il passo è fallito {attempts} volte.',
  uninstalled: 'L’app non è più installata in questo negozio.',
  contact_gone: 'Il contatto non c’è più o non ha un indirizzo e-mail.',
  no_address: 'Il contatto non ha un indirizzo e-mail.',
  bad_address: 'A questo indirizzo e-mail non si può scrivere.',
  no_browser: 'Non ha più un browser che accetti notifiche.',
  no_phone: 'Il contatto non ha un numero di telefono.',
  bad_phone: 'A questo numero non si può scrivere: serve il prefisso del Paese.',
  window_closed:
    'Non ha scritto su WhatsApp nelle ultime 24 ore, e il messaggio non ha un modello approvato da WhatsApp.',
  no_sender: 'Nessuno trasporta più messaggi di questo canale.',
  wrong_template: 'Il modello indicato da questo passo non si può inviare sul suo canale.',
  no_consent_unsubscribed: 'Il contatto ha annullato l’iscrizione.',
  no_consent_pending: 'Il contatto non ha ancora confermato l’iscrizione.',
  no_consent: 'Il contatto non ha accettato mail promozionali.',
  no_consent_sms: 'Il contatto non ha accettato SMS sul numero che ha ora.',
  no_consent_whatsapp: 'Il contatto non ha accettato messaggi WhatsApp sul numero che ha ora.',
  no_consent_push: 'Il contatto non ha accettato notifiche.',
  no_consent_unsubscribed_sms: 'Il contatto ha detto no agli SMS.',
  no_consent_unsubscribed_whatsapp: 'Il contatto ha detto no ai messaggi WhatsApp.',
  no_consent_unsubscribed_push: 'Il contatto ha spento le notifiche.',
  suppressed: 'L’indirizzo è nella lista di esclusione ({why}).',
  suppressed_manual: 'Il negozio ha messo l’indirizzo nella lista di esclusione.',
  suppressed_imported: 'L’indirizzo è in un elenco importato di indirizzi a cui non scrivere.',
  suppressed_hard_bounce: 'Il server di posta ha detto che la casella non esiste.',
  suppressed_complaint: 'Il contatto ha segnalato una mail come spam.',
  suppressed_unsubscribed: 'Il contatto ha annullato l’iscrizione dal link di una mail.',
  suppressed_unsubscribed_sms: 'Ha risposto STOP, o l’ha detto al fornitore: a questo numero non vanno SMS.',
  suppressed_unsubscribed_whatsapp: 'Ha risposto STOP, o l’ha detto a WhatsApp: a questo numero non vanno messaggi.',
  suppressed_erased: 'Questa persona ha chiesto di essere dimenticata.',
  subscribed: 'Il contatto si è iscritto il {at:time} ({source}).',
  answered: 'Ha già risposto, o la domanda è troppo vecchia.',
  later_capped: 'Ne ha ricevute {most} in {days} giorni, il limite del negozio: aspetta fino a {until:time}.',
  later_her_frequency: 'Vuole al massimo una mail in {days} giorni: aspetta fino a {until:time}.',
  later_paused: 'Ha messo in pausa le mail fino a {until:time}: aspetta.',
  later_quiet: 'Da lei è ora di silenzio: aspetta fino a {until:time}.',
  capped: 'Non inviata: ne ha ricevute {most} in {days} giorni, il limite del negozio.',
  her_frequency: 'Non inviata: vuole al massimo una mail in {days} giorni.',
  paused: 'Non inviata: ha messo in pausa le mail fino a {until:time}.',
  quiet: 'Non inviata: il silenzio è durato più di quanto la mail potesse aspettare.',
  cancelled: 'La campagna è stata annullata.',
  campaign_paused: 'La campagna è in pausa: aspetta.',
  had_already:
    'Non inviata: un’altra mail di questa campagna è andata alla stessa persona, che prima era due contatti.',
  transactional: 'Chiede il consenso, o riguarda un ordine o un account: non serve un’iscrizione.',
  no_cart: 'Non c’è più un carrello a cui tornare.',
  not_composed: 'Non è stato possibile comporre la mail.',
  refused: 'Il server di posta l’ha rifiutata: {detail}',
  lost: 'La connessione è caduta durante la consegna: potrebbe essere arrivata oppure no. Non viene rispedita da sola. ({detail})',
  stopped_while_submitting:
    'L’app si è fermata durante la consegna: potrebbe essere arrivata oppure no. Non viene rispedita da sola.',
  told_delivered: 'È arrivato.',
  told_soft: 'È tornato indietro, per un motivo che può passare.',
  told_hard: 'È tornato indietro: la casella o il numero non esiste.',
  told_complained: 'Il contatto l’ha segnalato come spam.',
  text: '{text}',
};

const WORDS: Record<MailLocale, Words> = { en: EN, it: IT };

/** Every code that has words: a test holds both languages to it. */
export const REASON_CODES: readonly string[] = Object.keys(EN);

export function tellReason(reason: Reason | string | null, locale: MailLocale, zone: string): string | null {
  const read = typeof reason === 'string' ? decodeReason(reason) : reason;
  if (!read) return null;
  const words = WORDS[locale];
  const detail = read.by ?? read.state ?? (typeof read.why === 'string' ? suppressionKind(read.why) : undefined);
  const { code, channel } = read;
  const sentence =
    words[`${code}_${detail}_${channel}`] ??
    words[`${code}_${detail}`] ??
    words[`${code}_${channel}`] ??
    words[code] ??
    code;
  return sentence.replaceAll(/\{(\w+)(:time)?\}/g, (_whole, name: string, time?: string) => {
    const value = read[name];
    if (value === undefined) return '?';
    return time && typeof value === 'number' ? formatTime(value, locale, zone) : String(value);
  });
}

/** A sentence in every language of the admin: which one is read is known to the page alone. */
export type Told = Record<MailLocale, string>;

export function tellReasonInEach(reason: Reason | string | null, zone: string): Told | null {
  const en = tellReason(reason, 'en', zone);
  const it = tellReason(reason, 'it', zone);
  return en === null || it === null ? null : { en, it };
}

function formatTime(instant: number, locale: MailLocale, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(instant);
}
