import { mailFrame } from './mail-frame.ts';
import { DARK, LIGHT } from './mail-look.ts';
import type { MailLocale, RecoveryWords } from './words.ts';

/** The cart's pictures have alt texts and a ground of their own, so that it reads with pictures off. */
export const recoveryMjml = (words: RecoveryWords, locale: MailLocale): string =>
  mailFrame({
    locale,
    preheader: words.preheader,
    heading: words.heading,
    body: words.body,
    gap: 20,
    content: linesOf(words),
    button: { href: '{{ restore_url }}', text: words.button, padding: '28px 28px 0' },
    help: { text: words.help, attributes: 'align="center" padding-top="20px"' },
    foot: `${words.why}<br />
          <a href="{{ unsubscribe_url }}" style="color:${LIGHT.muted};text-decoration:underline">${words.unsubscribe}</a> ·
          <a href="{{ preferences_url }}" style="color:${LIGHT.muted};text-decoration:underline">${words.preferences}</a>`,
    styles: `.lines td { border-bottom: 1px solid ${LIGHT.line}; padding: 14px 0; vertical-align: top; }
      .lines .tile { width: 72px; height: 72px; background: ${LIGHT.tile}; border-radius: 8px; text-align: center; vertical-align: middle; }
      .lines .total td { border-bottom: 0; padding-top: 18px; }`,
    dark: `.lines .name, .lines .total td { color: ${DARK.text} !important; }
        .lines .small { color: ${DARK.muted} !important; }
        .lines td { border-color: ${DARK.line} !important; }
        .lines .tile { background: ${DARK.tile} !important; color: ${DARK.muted} !important; }`,
  });

const linesOf = (
  words: RecoveryWords,
): string => `<mj-table css-class="lines" padding="0 28px" color="${LIGHT.text}" font-size="16px" line-height="1.4" role="presentation">
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
        </mj-table>`;
