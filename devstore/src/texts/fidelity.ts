import type { Fidelity } from '../fidelity/fidelity.ts';

export const textFidelity: Fidelity[] = [
  {
    area: 'Texts (Twilio’s and Meta’s, not Shopify’s)',
    simulates:
      'Twilio’s Messages API and WhatsApp’s Cloud API, which take a text, show it in the mailbox as a phone would and, at Twilio’s, tell with a signature that it was delivered, and what somebody answers on that page.',
    refuses: 'Missing credentials: 401. No number, or a text that is too long: 400. What Meta carried is not answered.',
    source: { title: 'Twilio, Message resource', url: 'https://www.twilio.com/docs/messaging/api/message-resource' },
    testedBy: 'devstore/src/texts/texts.test.ts',
    routes: ['POST /texts/*', 'ALL /texts*', 'POST /mailbox/texts/*'],
  },
];
