import { getNamedType, GraphQLError, type GraphQLResolveInfo } from 'graphql';

/** As packaged with the schema: which scopes open a type, or a field. None listed: no scope is needed. */
export interface PackagedRule {
  type: 'type' | 'field';
  typeName: string;
  fieldName?: string;
  offlineScopes: string[];
  requiredAccess: string;
}

export interface AccessRules {
  /** Throws what Shopify answers when a scope is missing: the field is null, the error says which. */
  requireField(scopes: ReadonlySet<string>, info: GraphQLResolveInfo): void;
  requireType(scopes: ReadonlySet<string>, type: string): void;
}

interface Rule {
  anyOf: string[];
  words: string;
}

export function accessRules(packaged: readonly PackagedRule[]): AccessRules {
  const rules = new Map<string, Rule>();
  for (const { typeName, fieldName, offlineScopes, requiredAccess } of packaged) {
    if (offlineScopes.length === 0) continue;
    rules.set(fieldName ? `${typeName}.${fieldName}` : typeName, { anyOf: offlineScopes, words: requiredAccess });
  }
  const check = (scopes: ReadonlySet<string>, name: string, field: string) => {
    const rule = rules.get(name);
    if (!rule || rule.anyOf.some((scope) => grants(scopes, scope))) return;
    throw new GraphQLError(`Access denied for ${field} field. Required access: ${rule.words}`, {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess: rule.words,
      },
    });
  };
  return {
    requireField: (scopes, { parentType, fieldName, returnType }) => {
      check(scopes, `${parentType.name}.${fieldName}`, fieldName);
      check(scopes, getNamedType(returnType).name.replace(/Connection$/, ''), fieldName);
    },
    requireType: (scopes, type) => check(scopes, type, 'node'),
  };
}

/** Writing includes reading, never the other way round. */
function grants(scopes: ReadonlySet<string>, needed: string): boolean {
  return scopes.has(needed) || (needed.startsWith('read_') && scopes.has(needed.replace(/^read_/, 'write_')));
}
