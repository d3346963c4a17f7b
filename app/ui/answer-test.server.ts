import { json } from '@remix-run/node';
import type { ActionAnswer } from './use-toast-of.ts';
import type { TestMailAnswer } from './views/settings-views.ts';

/** What became of a test mail, in words beside the field of its address. */
export function answerTest(to: string, outcome: TestMailAnswer) {
  if (outcome.kind === 'submitted') return json<ActionAnswer>({ ok: true, says: 'settings.testSent', values: { to } });
  const values: NonNullable<ActionAnswer['values']> =
    outcome.kind === 'too_many' ? { count: outcome.minutes } : 'reason' in outcome ? { reason: outcome.reason } : {};
  return json<ActionAnswer>(
    {
      ok: false,
      says: 'settings.testFailed',
      errors: { to: `errors.testMail.${outcome.kind}` },
      values,
    },
    outcome.kind === 'too_many' ? 429 : 422,
  );
}
