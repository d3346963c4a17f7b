/** Whether a text is a day and an hour that there are, to the minute, whosever clock shows them: 2026-12-24T18:00 */
export function isWall(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}:00Z`);
  // Date.parse takes some days that do not exist for the first of the next month
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
