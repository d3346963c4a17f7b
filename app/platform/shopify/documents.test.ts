import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientSchema, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ADMIN_API_VERSION, readAdminIntrospection } from '../../../scripts/admin-schema.ts';
import { API_VERSION } from './api-version.ts';

const FOLDER = 'app/platform/shopify/documents';
const schema = buildClientSchema(readAdminIntrospection());

describe('our GraphQL documents', () => {
  it.each(readdirSync(FOLDER))('%s is valid on the Admin schema and uses nothing that is going away', (name) => {
    const document = parse(readFileSync(join(FOLDER, name), 'utf8'));
    const errors = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule]);
    expect(errors.map((error) => error.message)).toEqual([]);
  });

  it('are written for the version that the library and shopify.app.toml name', () => {
    expect(API_VERSION).toBe(ADMIN_API_VERSION);
    expect(readFileSync('shopify.app.toml', 'utf8')).toContain(`api_version = "${ADMIN_API_VERSION}"`);
  });
});
