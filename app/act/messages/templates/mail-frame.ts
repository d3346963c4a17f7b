import { DARK, FONT, LIGHT } from './mail-look.ts';
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

/** The look that all our mails share: one column of 600 px, the shop's name, a card with one button, and the foot. */
export function mailFrame({
  locale,
  preheader,
  heading,
  body,
  gap,
  button,
  content,
  help,
  foot,
  styles,
  dark,
}: Framed) {
  return `<mjml lang="${locale}">
  <mj-head>
    <mj-title>{{ shop.name }}</mj-title>
    <mj-preview>${preheader}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONT}" />
      <mj-text color="${LIGHT.text}" font-size="16px" line-height="1.5" padding="0 28px" />
      <mj-section padding="0" />
    </mj-attributes>
    <mj-style>
      a { color: inherit; }
      ${styles ?? ''}
      @media (max-width: 480px) {
        .button table, .button a { width: 100% !important; box-sizing: border-box; }
      }
      @media (prefers-color-scheme: dark) {
        .page, .page > div { background: ${DARK.page} !important; }
        .card, .card > table { background: ${DARK.card} !important; }
        .brand div, .brand a, .card .text div { color: ${DARK.text} !important; }
        .card .muted div, .foot div, .foot a { color: ${DARK.muted} !important; }
        ${dark ?? ''}
        .button td, .button a { background: ${DARK.text} !important; color: ${DARK.page} !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="${LIGHT.page}" css-class="page" width="600px">
    <mj-section padding="36px 0 24px">
      <mj-column>
        <mj-text css-class="brand" align="center" font-size="20px" font-weight="700" letter-spacing="0.4px">
          <a href="{{ shop_url }}" style="color:${LIGHT.text};text-decoration:none">{{ shop.name }}</a>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-section css-class="card" background-color="${LIGHT.card}" border-radius="14px" padding="36px 0 40px">
      <mj-column>
        <mj-text css-class="text" font-size="26px" line-height="1.25" font-weight="700" padding-bottom="12px">${heading}</mj-text>
        <mj-text css-class="text" padding-bottom="${gap}px">${body}</mj-text>
        ${content ?? ''}
        <mj-button css-class="button" href="${button.href}" background-color="${LIGHT.text}" color="#ffffff" font-size="17px" font-weight="600" border-radius="10px" inner-padding="16px 36px" padding="${button.padding}">${button.text}</mj-button>
        <mj-text css-class="muted" color="${LIGHT.muted}" font-size="14px" ${help.attributes}>${help.text}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="24px 0 40px">
      <mj-column>
        <mj-text css-class="foot" align="center" color="${LIGHT.muted}" font-size="13px" line-height="1.6">
          ${foot}<br />
          {{ shop.name }} · {{ shop.host }}{% if sender.address %} · {{ sender.address }}{% endif %}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}
