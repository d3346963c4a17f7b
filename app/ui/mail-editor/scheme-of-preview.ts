export type MailScheme = 'light' | 'dark';

/**
 * The mail as a reader in light or in dark mode sees it. A page cannot ask its browser to prefer the other scheme, so
 * the questions for it are answered in the styles themselves.
 */
export function inScheme(html: string, scheme: MailScheme): string {
  return html.replaceAll(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/gi, (_question, asked: string) =>
    asked.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)',
  );
}
