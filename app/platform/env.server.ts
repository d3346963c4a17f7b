import { z } from 'zod';

const SECRET_LENGTH = 32;

/** What each variable must hold, in the words that the person at the terminal reads when it does not. */
const variables = {
  SHOPIFY_API_KEY: "your app's client id, from its page in the Shopify Dev Dashboard",
  SHOPIFY_API_SECRET: "your app's client secret, from its page in the Shopify Dev Dashboard",
  SHOPIFY_APP_URL: 'the address at which Shopify reaches the app, for instance https://sandmill.example',
  DATABASE_URL: 'file:./path.db for SQLite or postgres://user:password@host/name for PostgreSQL',
  PORT: 'the port to listen on, from 1 to 65535',
  HOST: 'the address to listen on, for instance 127.0.0.1',
  NODE_ENV: 'production or development',
  SMTP_URL: 'where mail is handed over, for instance smtp://user:password@smtp.example:587',
  MAIL_FROM: 'the address that mail comes from when a shop has set none, for instance hello@shop.example',
  MAIL_HOSTS:
    'public, or any: whether a merchant may name a mail or Mastodon server or a picture that stands in the private network of this machine',
  MAIL_API_ORIGIN:
    'an address that stands in for the APIs of Amazon SES, Postmark, SendGrid and Mailgun, each below its name; for tests',
  TEXT_API_ORIGIN: 'an address that stands in for the APIs of Twilio and Meta, each below its name; for tests',
  PUSH_ORIGIN: 'an address that stands in for the push services of browsers; for tests',
  SOCIAL_API_ORIGIN:
    'an address that stands in for the APIs of Facebook, Instagram, LinkedIn and Mastodon, each below its name; for tests',
  UPLOADS_DIR: 'a folder for uploaded files of orders, for instance ./.data/uploads',
  ENCRYPTION_KEY: `a secret of at least ${SECRET_LENGTH} characters, for instance the output of: openssl rand -base64 48`,
  WORKER_PORT: 'the port of health and metrics of a worker process, from 1 to 65535',
  METRICS_TOKEN: 'a secret of at least 16 characters that whoever reads /metrics sends as a bearer token',
  ERROR_REPORT_URL: 'an address that takes errors as JSON, for instance https://errors.example/sandmill',
  ENCRYPTION_KEYS_OLD: `former encryption keys of at least ${SECRET_LENGTH} characters each, separated by commas, until npm run rotate-keys is done`,
  TRUST_PROXY: 'how many proxies of yours stand before the app, for instance 1; their X-Forwarded-For is believed',
  STOP_SECONDS: 'how long the process may take to end when it is asked to, from 2 to 600; less than whoever asks waits',
  LOG_LEVEL: 'one of debug, info, warn, error, silent',
} as const;

/** Variables that are set to nothing count as missing: that is how a copied .env.example looks. */
const text = () => z.string().trim().min(1);
const url = (pattern: RegExp) => text().regex(pattern).refine(URL.canParse);

const schema = z.object({
  SHOPIFY_API_KEY: text(),
  SHOPIFY_API_SECRET: text(),
  SHOPIFY_APP_URL: url(/^https?:\/\//).transform((value) => value.replace(/\/+$/, '')),
  DATABASE_URL: text()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)/)
    .default('file:./.data/sandmill.db'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: text().default('0.0.0.0'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  SMTP_URL: url(/^smtps?:\/\//),
  MAIL_FROM: z.email().optional(),
  MAIL_HOSTS: z.enum(['public', 'any']).default('public'),
  MAIL_API_ORIGIN: url(/^https?:\/\//).optional(),
  TEXT_API_ORIGIN: url(/^https?:\/\//).optional(),
  PUSH_ORIGIN: url(/^https?:\/\//).optional(),
  SOCIAL_API_ORIGIN: url(/^https?:\/\//).optional(),
  UPLOADS_DIR: text().default('./.data/uploads'),
  ENCRYPTION_KEY: text().min(SECRET_LENGTH),
  ENCRYPTION_KEYS_OLD: text()
    .optional()
    .transform((list) => (list ?? '').split(',').flatMap((key) => key.trim() || []))
    .pipe(z.array(z.string().min(SECRET_LENGTH))),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).optional(),
  WORKER_PORT: z.coerce.number().int().min(1).max(65_535).default(3001),
  METRICS_TOKEN: text().min(16).optional(),
  ERROR_REPORT_URL: url(/^https?:\/\//).optional(),
  // below the 30 s of Kubernetes and of our compose file
  STOP_SECONDS: z.coerce.number().min(2).max(600).default(25),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = z.infer<typeof schema>;

/** The environment lacks something. The message has one line for each variable, saying what to put. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/** @throws EnvironmentError */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  return readWith(schema, source);
}

/** What a command needs that works on the database alone (import, export): it runs without a Shopify app. */
export function readDatabaseEnv(
  source: Readonly<Record<string, string | undefined>>,
): Pick<Env, 'DATABASE_URL' | 'UPLOADS_DIR'> {
  return readWith(schema.pick({ DATABASE_URL: true, UPLOADS_DIR: true }), source);
}

/** What changing the keys needs. */
export function readKeysEnv(
  source: Readonly<Record<string, string | undefined>>,
): Pick<Env, 'DATABASE_URL' | 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD'> {
  return readWith(schema.pick({ DATABASE_URL: true, ENCRYPTION_KEY: true, ENCRYPTION_KEYS_OLD: true }), source);
}

function readWith<T>(wanted: z.ZodType<T>, source: Readonly<Record<string, string | undefined>>): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = wanted.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  const lines = names.map((name) => {
    const state = given[name] === undefined ? 'is missing' : 'cannot be used as it is';
    return `${name} ${state}: set it to ${variables[name as keyof typeof variables] ?? 'a value'}`;
  });
  throw new EnvironmentError(lines.join('\n'));
}
