// npm run rotate-keys: seals everything anew with ENCRYPTION_KEY; ENCRYPTION_KEYS_OLD opens what former keys sealed.
import { openSeal } from '../platform/crypto/open-seal.server.ts';
import { rotateKeys, type RotationProgress } from '../platform/crypto/rotate-keys.server.ts';
import { openDatabase } from '../platform/db/open.server.ts';
import { readKeysEnv } from '../platform/env.server.ts';
import { runCommand } from './run-command.ts';

const SAY_EACH_MS = 1000;

await runCommand(async () => {
  const env = readKeysEnv(process.env);
  const db = openDatabase(env.DATABASE_URL);
  try {
    const seal = await openSeal({ db, key: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
    const { resealed, unreadable } = await rotateKeys(db, seal, sayNowAndThen());
    console.log(`${resealed} texts are sealed with the present key now.`);
    if (unreadable === 0) console.log('ENCRYPTION_KEYS_OLD is no longer needed.');
    else {
      console.log(
        `${unreadable} were sealed with a key that is not in ENCRYPTION_KEYS_OLD; tokens among them are fetched anew when the shop opens Sandmill.`,
      );
    }
  } finally {
    await db.close();
  }
  return null;
});

/** The first page of each column at once, then a line a second. */
function sayNowAndThen(): (progress: RotationProgress) => void {
  let said = '';
  let saidAt = 0;
  return ({ where, looked, resealed }) => {
    if (where === said && performance.now() - saidAt < SAY_EACH_MS) return;
    said = where;
    saidAt = performance.now();
    console.log(`${where}: ${looked} looked at, ${resealed} sealed anew`);
  };
}
