import { DARK, FONT, LIGHT } from './mail-look.ts';
import type { MailLocale, RecoveryWords } from './words.ts';

/** One column of 600 px; the cart's pictures have alt texts and a ground of their own, so that it reads with pictures off. */
export function recoveryMjml(words: RecoveryWords, locale: MailLocale): string {
  return `<mjml lang="${locale}">
  <mj-head>
    <mj-title>{{ shop.name }}</mj-title>
    <mj-preview>${words.preheader}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONT}" />
      <mj-text color="${LIGHT.text}" font-size="16px" line-height="1.5" padding="0 28px" />
      <mj-section padding="0" />
    </mj-attributes>
    <mj-style>
      a { color: inherit; }
      .lines td { border-bottom: 1px solid ${LIGHT.line}; padding: 14px 0; vertical-align: top; }
      .lines .tile { width: 72px; height: 72px; background: ${LIGHT.tile}; border-radius: 8px; text-align: center; vertical-align: middle; }
      .lines .total td { border-bottom: 0; padding-top: 18px; }
      @media (max-width: 480px) {
        .button table, .button a { width: 100% !important; box-sizing: border-box; }
      }
      @media (prefers-color-scheme: dark) {
        .page, .page > div { background: ${DARK.page} !important; }
        .card, .card > table { background: ${DARK.card} !important; }
        .brand div, .brand a, .card .text div, .lines .name, .lines .total td { color: ${DARK.text} !important; }
        .card .muted div, .foot div, .foot a, .lines .small { color: ${DARK.muted} !important; }
        .lines td { border-color: ${DARK.line} !important; }
        .lines .tile { background: ${DARK.tile} !important; color: ${DARK.muted} !important; }
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
        <mj-text css-class="text" font-size="26px" line-height="1.25" font-weight="700" padding-bottom="12px">${words.heading}</mj-text>
        <mj-text css-class="text" padding-bottom="20px">${words.body}</mj-text>
        <mj-table css-class="lines" padding="0 28px" color="${LIGHT.text}" font-size="16px" line-height="1.4" role="presentation">
          {% for line in lines %}
          <tr>
            <td width="88" style="width:88px">
              <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="tile" width="72" height="72" align="center" valign="middle" style="width:72px;height:72px;padding:0;border:0;background:${LIGHT.tile};border-radius:8px;color:${LIGHT.muted};font-size:22px">{% if line.image_url %}<img src="{{ line.image_url }}" alt="{{ line.title }}" width="72" height="72" style="display:block;width:72px;height:72px;object-fit:cover;border-radius:8px;font-size:11px;line-height:1.2" />{% else %}{{ line.initial }}{% endif %}</td></tr></table>
            </td>
            <td>
              <span class="name" style="font-weight:600;color:${LIGHT.text}">{{ line.title }}</span>
              {% if line.variant_title %}<br /><span class="small" style="color:${LIGHT.muted};font-size:14px">{{ line.variant_title }}</span>{% endif %}
              <br /><span class="small" style="color:${LIGHT.muted};font-size:14px">${words.quantity}</span>
            </td>
            <td class="name" align="right" style="text-align:right;white-space:nowrap;padding-left:12px;color:${LIGHT.text}">{{ line.price }}</td>
          </tr>
          {% endfor %}
          {% if hidden_lines > 0 %}<tr><td colspan="3"><span class="small" style="color:${LIGHT.muted};font-size:14px">${words.more}</span></td></tr>{% endif %}
          <tr class="total"><td colspan="2" style="font-weight:700">${words.total}</td><td align="right" style="text-align:right;white-space:nowrap;font-weight:700">{{ total }}</td></tr>
        </mj-table>
        <mj-button css-class="button" href="{{ restore_url }}" background-color="${LIGHT.text}" color="#ffffff" font-size="17px" font-weight="600" border-radius="10px" inner-padding="16px 36px" padding="28px 28px 0">${words.button}</mj-button>
        <mj-text css-class="muted" align="center" color="${LIGHT.muted}" font-size="14px" padding-top="20px">${words.help}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="24px 0 40px">
      <mj-column>
        <mj-text css-class="foot" align="center" color="${LIGHT.muted}" font-size="13px" line-height="1.6">
          ${words.why}<br />
          <a href="{{ unsubscribe_url }}" style="color:${LIGHT.muted};text-decoration:underline">${words.unsubscribe}</a> ·
          <a href="{{ preferences_url }}" style="color:${LIGHT.muted};text-decoration:underline">${words.preferences}</a><br />
          {{ shop.name }} · {{ shop.host }}{% if sender.address %} · {{ sender.address }}{% endif %}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}
