import type { BlockOf } from '../document.ts';
import { mjmlTag } from './mjml-tag.ts';
import { lineOf, type Setting } from './setting.ts';

/** Why it came, the ways out, and who sent it from where. */
export function footMjml(block: BlockOf<'footer'>, setting: Setting): string {
  const { brand, ground, mask } = setting;
  const style = `color:${ground.muted};text-decoration:underline`;
  const ways = [
    block.unsubscribe &&
      `<a href="${mask.put('{{ unsubscribe_url }}')}" style="${style}">${lineOf(setting, block.unsubscribe)}</a>`,
    block.preferences &&
      `<a href="${mask.put('{{ preferences_url }}')}" style="${style}">${lineOf(setting, block.preferences)}</a>`,
  ].filter(Boolean);
  const lines = [
    block.why && lineOf(setting, block.why),
    ways.join(' · '),
    `${mask.put('{{ shop.name }} · {{ shop.host }}')}`,
    block.address && brand.address ? lineOf(setting, brand.address.replaceAll('{', '')) : '',
  ].filter(Boolean);
  return mjmlTag(
    'mj-section',
    { padding: '24px 0 40px' },
    mjmlTag(
      'mj-column',
      {},
      mjmlTag(
        'mj-text',
        {
          'css-class': 'f',
          align: 'center',
          color: ground.muted,
          'font-size': '13px',
          'line-height': '1.65',
          padding: '0 28px',
        },
        lines.join('<br />'),
      ),
    ),
  );
}
