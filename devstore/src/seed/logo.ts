const SPOKES = [0, 30, 60, 90, 120, 150];
/** The longest name stays inside. */
const ROOM = 620;

/** The shop's logo: a mill wheel and its name, on a ground of its own so that it can be read by day and by night. */
export function drawLogo(name: string): string {
  const words = name.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const size = Math.min(38, Math.floor(ROOM / Math.max(1, name.length)));
  const spokes = SPOKES.map((angle) => `<path transform="rotate(${angle})" d="M-20 0H20"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 80" width="440" height="80" role="img"><title>${words}</title><rect width="440" height="80" rx="16" fill="#2b2520"/><g transform="translate(46 40)" stroke="#f2a52c" stroke-width="4" fill="none" stroke-linecap="round"><circle r="20"/><circle r="5"/>${spokes}</g><text x="84" y="52" font-family="Georgia, 'Times New Roman', serif" font-size="${size}" fill="#f7f1e4">${words}</text></svg>`;
}
