import { expect, it } from 'vitest';
import { withBadges } from './with-badges.ts';

it('gives each link its badge by styles in the head, and lets no text end them', () => {
  const mail = '<html><head><title>x</title></HEAD><body><a href="#link-2">go</a></body></html>';
  const shown = withBadges(mail, [{ index: 2, text: '7 · 35 %"}</style><script>' }]);
  expect(shown.indexOf('<style>')).toBeLessThan(shown.indexOf('</HEAD>'));
  expect(shown).toContain('a[href="#link-2"]::after{content:"7 · 35 %}/stylescript"');
  expect(shown.match(/<\/style>/g)).toHaveLength(1);
});
