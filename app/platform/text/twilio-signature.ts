import { createHmac } from 'node:crypto';
import { sameText } from '../crypto/seal.ts';

/**
 * How Twilio signs what it tells: the whole address as it was called, then each parameter's name and value in the order of
 * the names, by HMAC-SHA1 with the account's token. https://www.twilio.com/docs/usage/security#validating-requests
 */
export function twilioSignature(authToken: string, url: string, parameters: URLSearchParams): string {
  const names = [...new Set(parameters.keys())].toSorted((a, b) => (a < b ? -1 : 1));
  const signed = names.flatMap((name) =>
    [...new Set(parameters.getAll(name))].toSorted((a, b) => (a < b ? -1 : 1)).map((value) => name + value),
  );
  return createHmac('sha1', authToken)
    .update(`${url}${signed.join('')}`)
    .digest('base64');
}

export const isTwilios = (authToken: string, url: string, parameters: URLSearchParams, signature: string): boolean =>
  authToken !== '' && sameText(twilioSignature(authToken, url, parameters), signature);
