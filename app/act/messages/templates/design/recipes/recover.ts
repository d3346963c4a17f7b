import { band, button, GROUND, heading, hello, line, list, products, room, signature, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

const CART = '{{ cart.restore_url }}';

export const RECOVER: readonly Recipe[] = [
  {
    id: 'cart-1',
    aim: 'recover',
    name: { en: 'Left cart, first mail', it: 'Carrello lasciato, prima mail' },
    about: {
      en: 'An hour or so after a cart was left: a reminder, no more.',
      it: 'Circa un’ora dopo l’abbandono: un promemoria, niente di più.',
    },
    mail: (say) => ({
      subject: say('Your cart is still here', 'Il tuo carrello è ancora qui'),
      preheader: say(
        '{{ cart.first_title }}: we kept everything as you left it.',
        '{{ cart.first_title }}: è tutto come l’hai lasciato.',
      ),
      blocks: [
        heading(say('You left something behind', 'Hai lasciato qualcosa')),
        text([
          hello(say),
          say(
            'we kept your cart just as it was. Pick up where you left off whenever it suits you.',
            'il tuo carrello è rimasto com’era. Riprendi da dove eri, quando vuoi.',
          ),
        ]),
        products('cart', { columns: 1, most: 6 }),
        text(say('<strong>Total: {{ cart.total }}</strong>', '<strong>Totale: {{ cart.total }}</strong>'), {
          align: 'right',
        }),
        button(say('Back to my cart', 'Torna al carrello'), CART, { wide: true }),
        text(say('Something unclear? Just answer this mail.', 'Qualcosa non è chiaro? Rispondi a questa mail.'), {
          align: 'center',
        }),
      ],
    }),
  },
  {
    id: 'cart-2',
    aim: 'recover',
    name: { en: 'Left cart, second mail', it: 'Carrello lasciato, seconda mail' },
    about: {
      en: 'A day later: answer what may have held somebody back.',
      it: 'Un giorno dopo: rispondi a ciò che può aver frenato.',
    },
    mail: (say) => ({
      subject: say('Any questions about {{ cart.first_title }}?', 'Domande su {{ cart.first_title }}?'),
      preheader: say(
        'Shipping, returns, payment: the short answers.',
        'Spedizione, resi, pagamento: le risposte brevi.',
      ),
      blocks: [
        heading(say('Can we help?', 'Possiamo aiutarti?')),
        text([
          hello(say),
          say(
            'sometimes a cart is left because something was unclear. Here is what we are asked most:',
            'a volte un carrello resta lì perché qualcosa non era chiaro. Ecco che cosa ci chiedono più spesso:',
          ),
        ]),
        list([
          say(
            '<strong>How long does it take?</strong> Usually two to four working days.',
            '<strong>Quanto ci vuole?</strong> Di solito da due a quattro giorni lavorativi.',
          ),
          say(
            '<strong>What if it does not fit?</strong> Send it back within 30 days.',
            '<strong>E se non va bene?</strong> Lo rimandi entro 30 giorni.',
          ),
          say(
            '<strong>How can I pay?</strong> By card, by PayPal, or later.',
            '<strong>Come posso pagare?</strong> Con carta, con PayPal, o più avanti.',
          ),
        ]),
        line(),
        products('cart', { columns: 1, most: 4 }),
        button(say('Back to my cart', 'Torna al carrello'), CART, { wide: true }),
        signature(say),
      ],
    }),
  },
  {
    id: 'cart-3',
    aim: 'recover',
    name: { en: 'Left cart, last mail', it: 'Carrello lasciato, ultima mail' },
    about: {
      en: 'After three days: a last word, with something small on top.',
      it: 'Dopo tre giorni: un’ultima parola, con un piccolo regalo.',
    },
    mail: (say) => ({
      subject: say('A last word about your cart', 'Un’ultima parola sul tuo carrello'),
      preheader: say('Free shipping, if you still want it.', 'Spedizione gratuita, se lo vuoi ancora.'),
      blocks: [
        ...band(GROUND.peach, [
          room(8),
          heading(say('Still thinking it over?', 'Ci stai ancora pensando?'), { align: 'center' }),
          text(say('Then let us carry it: shipping is on us.', 'Allora te lo portiamo noi: la spedizione è offerta.'), {
            align: 'center',
          }),
          room(4),
        ]),
        room(8),
        {
          kind: 'coupon',
          code: 'FREESHIP',
          text: '',
          small: say('For three days, on this cart.', 'Per tre giorni, su questo carrello.'),
        },
        products('cart', { columns: 2, most: 4 }),
        button(say('Order now', 'Ordina ora'), CART, { align: 'center' }),
        text(
          say('This is the last mail about it, promised.', 'È l’ultima mail che ti scriviamo su questo, promesso.'),
          { align: 'center' },
        ),
      ],
    }),
  },
  {
    id: 'browse',
    aim: 'recover',
    name: { en: 'Looked at, not bought', it: 'Visto, non comprato' },
    about: {
      en: 'For somebody who looked at products and left: what she saw, and what goes with it.',
      it: 'Per chi ha guardato dei prodotti ed è andato via: quello che ha visto, e che cosa ci sta bene.',
    },
    mail: (say) => ({
      subject: say('Found what you were looking for?', 'Hai trovato quello che cercavi?'),
      preheader: say(
        'A few things that go well with what you looked at.',
        'Alcune cose che stanno bene con quello che hai guardato.',
      ),
      blocks: [
        heading(say('Something caught your eye', 'Qualcosa ti ha incuriosito')),
        text([
          hello(say),
          say(
            'you had a look around lately. In case you did not find it: these go well with what you saw.',
            'di recente hai dato un’occhiata da noi. Se non l’hai trovato: queste cose stanno bene con quello che hai visto.',
          ),
        ]),
        products('recommended', { columns: 2, most: 4, button: say('Look again', 'Guarda di nuovo') }),
        line(),
        text(
          say(
            'Looking for something else? Tell us by answering this mail, we know our shelves by heart.',
            'Cerchi altro? Scrivici rispondendo a questa mail: conosciamo i nostri scaffali a memoria.',
          ),
        ),
        button(say('To the shop', 'Vai al negozio'), '{{ shop.url }}', { look: 'outline' }),
      ],
    }),
  },
];
