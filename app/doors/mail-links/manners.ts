// How the doors behind a mail's links treat whoever comes.

/** A household, or an office behind one address, opening mails; guessing tokens takes longer. */
export const GENEROUS = { points: 120, seconds: 60 };

export const PRIVATE = {
  'cache-control': 'no-store',
  // the token must not travel on in a Referer
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

export const PAGE = {
  ...PRIVATE,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};
