import type { Brand } from '../../../shop/settings/brand.ts';
import { escapeHtml } from './design/escape-html.ts';
import type { Look } from './design/look.ts';
import type { MailLocale } from './words.ts';

interface Framed {
  locale: MailLocale;
  preheader: string;
  heading: string;
  body: string;
  /** between the body and what stands beneath it, in pixels */
  gap: number;
  button: { href: string; text: string; padding: string };
  /** what stands between the body and the button */
  content?: string;
  /** beneath the button */
  help: { text: string; attributes: string };
  /** before the shop's own line: why it came, and the ways out */
  foot: string;
  /** of the content */
  styles?: string;
  dark?: string;
}

/** How a shop's mails look: its brand, and the brand's colours by day and by night. */
export interface Dress {
  brand: Pick<Brand, 'logo'>;
  look: Look;
}

/** What our own mails share with those that a merchant designs: the brand's logo or the shop's name, a card, and the foot. */
export function mailFrame(
  { locale, preheader, heading, body, gap, button, content, help, foot, styles, dark }: Framed,
  { brand, look }: Dress,
): string {
  const { page, card, darkPage, darkCard, corners } = look;
  const headingFont = escapeHtml(look.fonts.heading);
  return `<mjml lang="${locale}">
  <mj-head>
    <mj-title>{{ shop.name }}</mj-title>
    <mj-preview>${preheader}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="${escapeHtml(look.fonts.body)}" />
      <mj-text color="${card.text}" font-size="16px" line-height="1.5" padding="0 28px" />
      <mj-section padding="0" />
    </mj-attributes>
    <mj-style>
      a { color: inherit; }
      ${styles ?? ''}
      @media (max-width: 479px) {
        .button table, .button a { width: 100% !important; box-sizing: border-box; }
      }
      @media (prefers-color-scheme: dark) {
        .page, .page > div { background: ${darkPage.ground} !important; }
        .card, .card > table { background: ${darkCard.ground} !important; }
        .brand div, .brand a { color: ${darkPage.text} !important; }
        .card .text div { color: ${darkCard.text} !important; }
        .card .muted div { color: ${darkCard.muted} !important; }
        .foot div, .foot a { color: ${darkPage.muted} !important; }
        ${dark ?? ''}
        .button td, .button a { background: ${darkCard.button} !important; }
        .button a { color: ${darkCard.buttonText} !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="${page.ground}" css-class="page" width="600px">
    <mj-section padding="36px 0 24px">
      <mj-column>
        ${brand.logo.url ? logoOf(brand.logo) : nameOf(page.text)}
      </mj-column>
    </mj-section>
    <mj-section css-class="card" background-color="${card.ground}" border-radius="${corners.card}px" padding="36px 0 40px">
      <mj-column>
        <mj-text css-class="text" font-family="${headingFont}" font-size="26px" line-height="1.25" font-weight="700" padding-bottom="12px">${heading}</mj-text>
        <mj-text css-class="text" padding-bottom="${gap}px">${body}</mj-text>
        ${content ?? ''}
        <mj-button css-class="button" href="${button.href}" background-color="${card.button}" color="${card.buttonText}" font-size="17px" font-weight="600" border-radius="${corners.button}px" inner-padding="16px 36px" padding="${button.padding}">${button.text}</mj-button>
        <mj-text css-class="muted" color="${card.muted}" font-size="14px" ${help.attributes}>${help.text}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="24px 0 40px">
      <mj-column>
        <mj-text css-class="foot" align="center" color="${page.muted}" font-size="13px" line-height="1.6">
          ${foot}<br />
          {{ shop.name }} · {{ shop.host }}{% if sender.address %} · {{ sender.address }}{% endif %}{% if brand.address %}<br />{{ brand.address }}{% endif %}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

/** What a merchant wrote is data: it reaches the mail by the view. */
const logoOf = ({ width }: Brand['logo']) =>
  `<mj-image src="{{ brand.logo }}" alt="{% if brand.alt %}{{ brand.alt }}{% else %}{{ shop.name }}{% endif %}" href="{{ shop_url }}" width="${width}px" padding="0" font-size="20px" />`;

const nameOf = (colour: string) =>
  `<mj-text css-class="brand" align="center" font-size="20px" font-weight="700" letter-spacing="0.4px">
          <a href="{{ shop_url }}" style="color:${colour};text-decoration:none">{{ shop.name }}</a>
        </mj-text>`;
