import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, readDatabaseEnv, readEnv } from './env.server.ts';

const complete = {
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  SHOPIFY_APP_URL: 'https://sandmill.example/',
  SMTP_URL: 'smtp://localhost:2525',
  ENCRYPTION_KEY: 'k'.repeat(32),
};

function complaint(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return '';
}

describe('the environment', () => {
  it('has defaults for what a first start need not decide', () => {
    expect(readEnv(complete)).toMatchObject({
      SHOPIFY_APP_URL: 'https://sandmill.example',
      DATABASE_URL: 'file:./.data/sandmill.db',
      PORT: 3000,
      LOG_LEVEL: 'info',
    });
  });

  it.each(Object.keys(complete))('says in one line what to put when %s is missing or empty', (name) => {
    const line = new RegExp(`^${name} is missing: set it to .{10,}$`);
    expect(complaint(Object.fromEntries(Object.entries(complete).filter(([key]) => key !== name)))).toMatch(line);
    expect(complaint({ ...complete, [name]: ' ' })).toMatch(line);
  });

  it.each([
    ['ENCRYPTION_KEY', 'short'],
    ['PORT', '80000'],
    ['DATABASE_URL', 'mysql://x'],
    ['SHOPIFY_APP_URL', 'sandmill.example'],
    ['SMTP_URL', 'http://x'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when its value cannot be used, and does not print the value', (name, value) => {
    const message = complaint({ ...complete, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} cannot be used`));
    if (name === 'ENCRYPTION_KEY') expect(message).not.toContain('short,');
  });

  it('gives each complaint a line of its own', () => {
    expect(complaint({}).split('\n')).toHaveLength(5);
  });

  it('lets a database command run without a Shopify app', () => {
    expect(readDatabaseEnv({})).toMatchObject({ DATABASE_URL: 'file:./.data/sandmill.db' });
  });

  it('is described by .env.example, every variable of it', () => {
    const example = readFileSync('.env.example', 'utf8');
    for (const name of [...Object.keys(complete), 'DATABASE_URL', 'PORT', 'MAIL_FROM', 'UPLOADS_DIR', 'LOG_LEVEL']) {
      expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    }
  });
});
