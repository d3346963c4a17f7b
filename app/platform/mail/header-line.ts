// oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
const CONTROLS = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** One line of a header: whatever could start another header (RFC 5322, 2.2) becomes a space. */
export function headerLine(text: string, maxLength = 250): string {
  return text.replace(CONTROLS, ' ').replace(/ {2,}/g, ' ').trim().slice(0, maxLength);
}

/** Narrow on purpose: an address that needs quoting or folding is refused rather than put on the wire. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text) && !text.includes('..');
}
