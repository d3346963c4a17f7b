/** The address does not exist, or its domain takes no mail (RFC 3463, 3.2; RFC 7505). Other refusals may be about us, or pass. */
const NO_MAILBOX = /(?<![\d.])5\.1\.(?:1|2|3|6|10)(?!\.?\d)/;

/** Whether what a mail server said names a mailbox that there is not, by the enhanced code in it. */
export const saysNoMailbox = (words: string | null | undefined): boolean => NO_MAILBOX.test(words ?? '');
