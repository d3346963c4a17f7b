import { expect, it } from 'vitest';
import { inScheme } from './scheme-of-preview.ts';

it('answers what the styles of a mail ask for the scheme, and nothing else', () => {
  const html = '<style>@media (prefers-color-scheme: dark) and (max-width:480px) { a { color: red } }</style>';
  expect(inScheme(html, 'dark')).toContain('@media (min-width: 0px) and (max-width:480px)');
  expect(inScheme(html, 'light')).toContain('@media (max-width: 0px) and (max-width:480px)');
});
