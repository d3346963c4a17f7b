import { GraphQLError } from 'graphql';
import { gid, idOf, type GraphContext } from '../graphql/context.ts';
import { requireInputSize } from '../graphql/input-size.ts';
import { PICTURE_FAULTS } from './read-picture.ts';
import type { ShopFile } from './shop-files.ts';

interface StagedInput {
  filename: string;
  mimeType: string;
  resource: string;
  httpMethod?: string | null;
  fileSize?: string | number | null;
}

interface FileInput {
  originalSource: string;
  alt?: string | null;
  contentType?: string | null;
  filename?: string | null;
  duplicateResolutionMode: string | null;
}

const LONGEST_ALT = 512;
const STORAGE = '/staged-uploads';

/** `stagedUploadsCreate` and `fileCreate`, for pictures. */
export function fileMutations(context: GraphContext): Record<string, unknown> {
  const { files, config, clock } = context.devstore;
  const storage = `${config.origin}${STORAGE}`;
  return {
    stagedUploadsCreate: ({ input }: { input: StagedInput[] }) => {
      requireInputSize(input);
      const stagedTargets = input.map(({ filename, mimeType, resource, httpMethod }) => {
        if (resource !== 'IMAGE' || httpMethod !== 'POST') notSimulated(`${httpMethod ?? 'PUT'} of ${resource}`);
        const { key, type, signature } = files.stage(filename, mimeType);
        const parameters = [
          { name: 'Content-Type', value: type },
          { name: 'success_action_status', value: '201' },
          { name: 'acl', value: 'private' },
          { name: 'key', value: key },
          { name: 'x-goog-signature', value: signature },
        ];
        return { url: `${storage}/`, resourceUrl: `${storage}/${key}`, parameters };
      });
      return { stagedTargets, userErrors: [] };
    },
    fileCreate: ({ files: asked }: { files: FileInput[] }) => {
      requireInputSize(asked);
      const refused = (code: string, at: number, name: string, message: string) => ({
        files: [],
        userErrors: [{ code, field: ['files', String(at), name], message }],
      });
      for (const [at, one] of asked.entries()) {
        if (one.contentType !== 'IMAGE' || one.filename || one.duplicateResolutionMode !== 'APPEND_UUID')
          notSimulated('fileCreate beyond pictures with their own name');
        if ((one.alt ?? '').length > LONGEST_ALT)
          return refused(
            'ALT_VALUE_LIMIT_EXCEEDED',
            at,
            'alt',
            'The alt value exceeds the maximum limit of 512 characters.',
          );
      }
      const created: ShopFile[] = [];
      for (const [at, one] of asked.entries()) {
        const key = one.originalSource.startsWith(`${storage}/`) ? one.originalSource.slice(storage.length + 1) : '';
        const file = files.create(key, one.alt ?? null, clock.iso());
        if (!file)
          return refused('INVALID_IMAGE_SOURCE_URL', at, 'originalSource', 'Invalid image source url value provided.');
        created.push(file);
      }
      return { files: created.map((file) => pictureNode(context, file)), userErrors: [] };
    },
  };
}

/** A picture of the shop’s files, as `node` finds it. */
export function pictureById(context: GraphContext, id: string): unknown {
  const file = context.devstore.files.look(idOf('MediaImage', id) ?? '');
  return file ? pictureNode(context, file) : null;
}

function pictureNode({ devstore }: GraphContext, file: ShopFile): Record<string, unknown> {
  const { id, name, alt, type, width, height, status, fault, createdAt } = file;
  const version = Math.floor(Date.parse(createdAt) / 1000);
  return {
    __typename: 'MediaImage',
    id: gid('MediaImage', id),
    alt,
    createdAt,
    updatedAt: createdAt,
    mimeType: type,
    mediaContentType: 'IMAGE',
    fileStatus: status,
    fileErrors: status === 'FAILED' && fault ? [{ code: fault, message: PICTURE_FAULTS[fault], details: null }] : [],
    image:
      status === 'READY'
        ? {
            __typename: 'Image',
            id: gid('ImageSource', id),
            url: `${devstore.config.origin}/cdn/shop/files/${name}?v=${version}`,
            altText: alt,
            width,
            height,
          }
        : null,
  };
}

function notSimulated(what: string): never {
  throw new GraphQLError(`devstore does not simulate ${what}`, { extensions: { code: 'NOT_SIMULATED' } });
}
