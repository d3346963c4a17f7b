import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';

const SETTINGS = 'config/settings_data.json';

/** The one theme, which is the published one. Of its files the settings are shown. */
export function themeNode({ devstore }: GraphContext): Record<string, unknown> {
  const { shop } = devstore.store;
  return {
    __typename: 'OnlineStoreTheme',
    id: gid('OnlineStoreTheme', '142000000001'),
    name: 'Shoreline',
    prefix: '/t/1',
    role: 'MAIN',
    processing: false,
    processingFailed: false,
    themeStoreId: null,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    files: (args: PageArguments & { filenames?: string[] | null }) => {
      const { filenames } = args;
      if (!filenames || filenames.some((name) => name !== SETTINGS)) {
        throw new GraphQLError(`devstore does not simulate theme files other than ${SETTINGS}`);
      }
      const page = { ...args, first: args.first ?? 50 };
      return {
        ...connection(
          {
            items: [SETTINGS],
            idOf: () => '1',
            node: (name) => fileNode(name, devstore.theme.settingsData(), shop.createdAt),
          },
          page,
        ),
        userErrors: [],
      };
    },
  };
}

function fileNode(filename: string, content: string, createdAt: string): Record<string, unknown> {
  return {
    __typename: 'OnlineStoreThemeFile',
    filename,
    contentType: 'application/json',
    size: String(Buffer.byteLength(content)),
    checksumMd5: createHash('md5').update(content).digest('hex'),
    createdAt,
    updatedAt: createdAt,
    body: { __typename: 'OnlineStoreThemeFileBodyText', content },
  };
}
