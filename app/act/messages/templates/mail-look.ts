/** What the reader's system has; a wish would have to be loaded. */
export const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Light and dark of the same mail; all pairs of text and ground have a contrast of at least 4.5 (WCAG AA). */
export const LIGHT = {
  page: '#f5f2ec',
  card: '#ffffff',
  text: '#22262b',
  muted: '#5d646d',
  line: '#e7e2d9',
  tile: '#efeae1',
};
export const DARK = {
  page: '#15171a',
  card: '#1f2226',
  text: '#f3f0ea',
  muted: '#b3b8bf',
  line: '#383c42',
  tile: '#2b2f34',
};
