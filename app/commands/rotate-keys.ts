// npm run rotate-keys: seals everything anew with ENCRYPTION_KEY; ENCRYPTION_KEYS_OLD opens what former keys sealed.
import { openSeal } from '../platform/crypto/open-seal.server.ts';
import { rotateKeys } from '../platform/crypto/rotate-keys.server.ts';
import { openDatabase } from '../platform/db/open.server.ts';
import { readKeysEnv } from '../platform/env.server.ts';

async function main(): Promise<void> {
  const env = readKeysEnv(process.env);
  const db = openDatabase(env.DATABASE_URL);
  try {
    const seal = await openSeal({ db, key: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
    const { resealed, unreadable } = await rotateKeys(db, seal);
    console.log(`${resealed} texts are sealed with the present key now.`);
    if (unreadable === 0) return console.log('ENCRYPTION_KEYS_OLD is no longer needed.');
    console.log(
      `${unreadable} were sealed with a key that is not in ENCRYPTION_KEYS_OLD; tokens among them are fetched anew when the shop opens Sandmill.`,
    );
  } finally {
    await db.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
