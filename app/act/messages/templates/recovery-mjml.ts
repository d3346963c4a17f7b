import type { Ground } from './design/look.ts';
import { type Dress, mailFrame } from './mail-frame.ts';
import type { MailLocale, RecoveryWords } from './words.ts';

/** The cart's pictures have alt texts and a ground of their own, so that it reads with pictures off. */
export function recoveryMjml(words: RecoveryWords, locale: MailLocale, dress: Dress): string {
  const { page, card, darkCard, corners } = dress.look;
  const way = `color:${page.muted};text-decoration:underline`;
  return mailFrame(
    {
      locale,
      preheader: words.preheader,
      heading: words.heading,
      body: words.body,
      gap: 20,
      content: linesOf(words, card, corners.picture),
      button: { href: '{{ restore_url }}', text: words.button, padding: '28px 28px 0' },
      help: { text: words.help, attributes: 'align="center" padding-top="20px"' },
      foot: `${words.why}<br />
          <a href="{{ unsubscribe_url }}" style="${way}">${words.unsubscribe}</a> ·
          <a href="{{ preferences_url }}" style="${way}">${words.preferences}</a>`,
      styles: `.lines td { border-bottom: 1px solid ${card.line}; padding: 14px 0; vertical-align: top; }
      .lines .tile { width: 72px; height: 72px; background: ${card.tile}; border-radius: ${corners.picture}px; text-align: center; vertical-align: middle; }
      .lines .total td { border-bottom: 0; padding-top: 18px; }`,
      dark: `.lines .name, .lines .total td { color: ${darkCard.text} !important; }
        .lines .small { color: ${darkCard.muted} !important; }
        .lines td { border-color: ${darkCard.line} !important; }
        .lines .tile { background: ${darkCard.tile} !important; color: ${darkCard.muted} !important; }`,
    },
    dress,
  );
}

const linesOf = (words: RecoveryWords, card: Ground, radius: number): string =>
  `<mj-table css-class="lines" padding="0 28px" color="${card.text}" font-size="16px" line-height="1.4" role="presentation">
          {% for line in lines %}
          <tr>
            <td width="88" style="width:88px">
              <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="tile" width="72" height="72" align="center" valign="middle" style="width:72px;height:72px;padding:0;border:0;background:${card.tile};border-radius:${radius}px;color:${card.muted};font-size:22px">{% if line.image_url %}<img src="{{ line.image_url }}" alt="{{ line.title }}" width="72" height="72" style="display:block;width:72px;height:72px;object-fit:cover;border-radius:${radius}px;font-size:11px;line-height:1.2" />{% else %}{{ line.initial }}{% endif %}</td></tr></table>
            </td>
            <td>
              <span class="name" style="font-weight:600;color:${card.text}">{{ line.title }}</span>
              {% if line.variant_title %}<br /><span class="small" style="color:${card.muted};font-size:14px">{{ line.variant_title }}</span>{% endif %}
              <br /><span class="small" style="color:${card.muted};font-size:14px">${words.quantity}</span>
            </td>
            <td class="name" align="right" style="text-align:right;white-space:nowrap;padding-left:12px;color:${card.text}">{{ line.price }}</td>
          </tr>
          {% endfor %}
          {% if hidden_lines > 0 %}<tr><td colspan="3"><span class="small" style="color:${card.muted};font-size:14px">${words.more}</span></td></tr>{% endif %}
          <tr class="total"><td colspan="2" style="font-weight:700">${words.total}</td><td align="right" style="text-align:right;white-space:nowrap;font-weight:700">{{ total }}</td></tr>
        </mj-table>`;
