import { headerLine } from './header-line.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import { saysNoMailbox } from './no-mailbox.ts';

/**
 * What a failed submission means. Only an answer of the server to the content itself (EMESSAGE with a code) is definite
 * once the content has begun to leave; a lost connection then is `unknown` (RFC 1047 describes that gap).
 */
export function outcomeOfFailure(error: unknown, dataBegan: boolean): SubmitOutcome {
  const { code, responseCode, message } = read(error);
  const answered = responseCode !== undefined;
  if (dataBegan && !(code === 'EMESSAGE' && answered)) {
    return { kind: 'unknown', reason: `the connection was lost while the mail was being handed over: ${message}` };
  }
  // a 5xx about who we are (login, TLS) is a setting that a person mends, not a verdict on this mail
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const permanent = aboutTheMail && answered && responseCode >= 500;
  const noMailbox = permanent && code === 'EENVELOPE' && saysNoMailbox(message);
  const ofRecipient = code === 'EENVELOPE' && answered;
  return {
    kind: 'refused',
    permanent,
    reason: message,
    ...(noMailbox && { noMailbox }),
    ...(ofRecipient && { ofRecipient }),
    ...(!aboutTheMail && { trouble: 'failing' as const }),
  };
}

/** A connection that never came to be: nothing of the mail was looked at, so it has not had its try. */
export function outcomeOfNoConnection(error: unknown): SubmitOutcome {
  return { kind: 'refused', permanent: false, reason: read(error).message, trouble: 'unreachable' };
}

function read(error: unknown): { code?: string; responseCode?: number; message: string } {
  if (!(error instanceof Error)) return { message: 'the mail server could not be reached' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const responseCode =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  return {
    ...(code ? { code } : {}),
    ...(responseCode ? { responseCode } : {}),
    message: headerLine(error.message, 200) || 'the mail server could not be reached',
  };
}
