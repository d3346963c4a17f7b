import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { createContactImports } from '../contact-imports.server.ts';
import { headingOf } from '../listen/imports/heading.ts';
import type { PlanProblem } from '../listen/imports/contacts-plan.ts';
import { RefusedFile, storedReason } from '../listen/imports/refused-file.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import { readDatabaseEnv } from '../platform/env.server.ts';
import { createLog } from '../platform/log/log.ts';
import { createRunner } from '../platform/work/runner.server.ts';
import { createTasksWorker } from '../platform/work/tasks/tasks-worker.server.ts';
import type { AskedImport } from './import-options.ts';

/** The file cannot be read as asked; the message is all that is shown. */
export class NotContacts extends Error {
  override name = 'NotContacts';
}

/**
 * A list of contacts, as the admin would import it: it stands there with its outcome, and can be taken back there.
 * @returns what came of it, in words. @throws NotContacts
 */
export async function importCustomers(
  db: Database,
  { shop, file, map, consent, origin }: AskedImport,
): Promise<string> {
  const log = createLog(process.env.LOG_LEVEL ?? 'warn');
  const folder = readDatabaseEnv(process.env).UPLOADS_DIR;
  const seal = { hash: () => unkeyed() };
  const { uploads, handlers } = createContactImports({ db, clock: systemClock, seal, folder, wake: () => {} });
  const draft = await uploads.upload(shop, 'contacts', basename(file), createReadStream(file));
  const preview = await uploads.preview(shop, draft);
  if (!preview) throw new NotContacts('The file is gone.');
  const { plan } = preview.row;
  const fields = plan.headings.map((heading, place) => {
    const asked = map.get(heading.trim().toLowerCase()) ?? map.get(headingOf(heading));
    return asked ?? plan.fields[place] ?? 'skip';
  });
  const begun = await uploads.begin(shop, draft, { fields, origin, consent: consent ? { by: consent } : plan.consent });
  if (begun.state === 'problems' || begun.state === 'gone') {
    await uploads.undo(shop, draft);
    throw new NotContacts(begun.state === 'gone' ? 'The file is gone.' : begun.problems.map(inWords).join('\n'));
  }
  const tasks = createTasksWorker({ db, clock: systemClock, log, handlers });
  await createRunner({ clock: systemClock, log, workers: [tasks] }).drain();
  const row = await uploads.find(shop, begun.id);
  if (!row || row.state !== 'done') throw new NotContacts(whyNot(row?.reason));
  for (const { line, reason } of await uploads.refused(shop, begun.id))
    console.error(`line ${line}: ${reasonInWords(reason)}`);
  const { added, known, repeated, refused, lines } = row.summary;
  const again = begun.state === 'known' ? 'This file was in already: ' : '';
  const fresh = `${added} new contact${added === 1 ? '' : 's'}`;
  return `${again}${fresh}, ${known} known before, ${repeated} repeated and ${refused} refused of ${lines} lines`;
}

function whyNot(reason: string | null | undefined): string {
  if (!reason) return 'The import did not come to its end.';
  const stored = storedReason(reason);
  return stored ? new RefusedFile(stored.code, stored.value).message : reason;
}

/** Lists of contacts never touch the suppression list, whose key the command does not have. */
function unkeyed(): never {
  throw new Error('addresses not to write to are imported in the admin');
}

const REASONS: Readonly<Record<string, string>> = {
  no_email: 'there is no e-mail address',
  bad_email: 'that is not an e-mail address',
  erased: 'this person asked to be erased',
  broken: 'a quote is opened and never closed',
  not_held: 'that does not fit its attribute; the rest of the line is in',
};

function reasonInWords(reason: string): string {
  const { code, value } = z.object({ code: z.string(), value: z.string().optional() }).parse(JSON.parse(reason));
  return `${value === undefined ? '' : `"${value}": `}${REASONS[code] ?? code}`;
}

function inWords(problem: PlanProblem): string {
  switch (problem.code) {
    case 'no_email':
      return 'No column holds the e-mail address: name it with --map email=Heading.';
    case 'twice':
      return `Two columns hold ${problem.field}: leave one out with --map skip=Heading.`;
    case 'no_column':
      return 'No column holds the consent: name it with --map consent=Heading, or say --consent none.';
    default:
      return 'A list is imported with a statement of consent in the admin.';
  }
}
