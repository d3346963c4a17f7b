// Types for the GraphQL documents, from the Admin schema that ships in an npm package: nothing is fetched.
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildClientSchema, printSchema } from 'graphql';
import { readAdminIntrospection } from './scripts/admin-schema.ts';
import { trimTypes } from './scripts/trim-types.ts';

const config: CodegenConfig = {
  schema: printSchema(buildClientSchema(readAdminIntrospection())),
  documents: 'app/platform/shopify/documents/*.graphql',
  generates: {
    'app/platform/shopify/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        onlyOperationTypes: true,
        useTypeImports: true,
        skipTypename: true,
        avoidOptionals: { field: true },
        scalars: {
          ID: 'string',
          DateTime: 'string',
          Date: 'string',
          Decimal: 'string',
          Money: 'string',
          URL: 'string',
          UnsignedInt64: 'string',
          JSON: 'unknown',
          HTML: 'string',
          FormattedString: 'string',
          UtcOffset: 'string',
        },
      },
    },
  },
  hooks: {
    afterOneFileWrite: (path: string) => {
      if (path.endsWith('graphql.ts')) trimTypes(path);
    },
  },
};

export default config;
