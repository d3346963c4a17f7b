import { decodeReason, encodeReason } from '../../decide/journeys/reason.ts';

/** Why a variant waits, was refused or is uncertain. */
export type SocialReason =
  | { code: 'limit'; most: number; hours: number }
  | { code: 'account_gone' }
  | { code: 'account_expired' }
  | { code: 'late' }
  | { code: 'busy'; detail: string }
  | { code: 'told'; detail: string }
  | { code: 'lost'; detail: string }
  | { code: 'stopped' };

export const encodeSocialReason = (reason: SocialReason): string => encodeReason(reason);

export function decodeSocialReason(text: string | null): SocialReason | null {
  return decodeReason(text) as SocialReason | null;
}
