/** A brand by night; all pairs of text and ground have a contrast of at least 4.5 (WCAG AA). */
export const DARK = {
  page: '#15171a',
  card: '#1f2226',
  text: '#f3f0ea',
  muted: '#b3b8bf',
};
