// Pictures that a merchant uploads. Shopify keeps and serves them, among the files of the shop; nothing of them stays here.
import { pictureTypeOf } from '../../platform/pictures/picture-type.ts';
import { HEAD_BYTES, MOST_BYTES, whyUntakeable } from '../../platform/pictures/takeable.ts';
import { AccessDenied } from '../../platform/shopify/admin/access-denied.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { AdminUnavailable } from '../../platform/shopify/admin/admin-unavailable.ts';
import { requireDone, UserErrors } from '../../platform/shopify/admin/user-errors.ts';
import { postStaged, type StagedFile } from '../../platform/shopify/files/post-staged.server.ts';
import {
  PictureKeepDocument,
  PictureKeptDocument,
  PictureScopesDocument,
  PictureStageDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { fileNameOf } from './file-name.ts';
import type { PictureRefusal, Pictures, RefusedPicture } from './picture.ts';
import { readHead } from './read-head.ts';

const FILES_SCOPE = 'write_files';
const MOST_ALT = 512;
const ID = /^gid:\/\/shopify\/MediaImage\/\d+$/;

/** Those of Shopify's codes for which we have words. */
const CODES: Partial<Record<string, PictureRefusal>> = {
  INVALID_IMAGE_FILE_SIZE: 'too_large',
  INVALID_IMAGE_RESOLUTION: 'too_many_pixels',
  UNSUPPORTED_IMAGE_FILE_TYPE: 'no_picture',
  UNACCEPTABLE_ASSET: 'no_picture',
  INVALID_IMAGE_SOURCE_URL: 'unreached',
  IMAGE_DOWNLOAD_FAILURE: 'unreached',
  MEDIA_TIMEOUT_ERROR: 'unreached',
};

export function createPictures({ admin }: { admin: Admin }): Pictures {
  /** Shopify would say so only when all of it has come; and only Shopify knows what was granted a moment ago. */
  async function mayKeep(shop: string): Promise<boolean> {
    const { currentAppInstallation } = await admin(shop).query(PictureScopesDocument);
    return currentAppInstallation?.accessScopes.some(({ handle }) => handle === FILES_SCOPE) ?? false;
  }

  async function hand(shop: string, file: StagedFile, alt: string): Promise<string> {
    const { name: filename, type: mimeType, bytes } = file;
    const { stagedUploadsCreate: staged } = await admin(shop).query(PictureStageDocument, {
      input: [{ resource: 'IMAGE', httpMethod: 'POST', filename, mimeType, fileSize: String(bytes) }],
    });
    requireDone(staged);
    const target = staged?.stagedTargets?.[0];
    if (!target?.url || !target.resourceUrl) throw new AdminUnavailable('Shopify named no place for a picture');
    await postStaged({ url: target.url, parameters: target.parameters }, file);
    const { fileCreate: kept } = await admin(shop).query(PictureKeepDocument, {
      files: [{ contentType: 'IMAGE', originalSource: target.resourceUrl, alt: alt.slice(0, MOST_ALT) }],
    });
    requireDone(kept);
    const id = kept?.files?.[0]?.id;
    if (!id) throw new AdminUnavailable('Shopify named no file for a picture');
    return id;
  }

  return {
    async keep(shop, { name, alt, bytes, body }) {
      // its page would not have sent it
      if (bytes > MOST_BYTES) return refused('too_large');
      const headed = await readHead(body, HEAD_BYTES).catch(() => null);
      // whoever sends it has gone
      if (!headed) return refused('unreached');
      const { head, whole, drain } = headed;
      const type = pictureTypeOf(head);
      const why = whyUntakeable(head, bytes);
      try {
        if (why || !type) return refused(why ?? 'no_picture');
        if (!(await mayKeep(shop))) return refused('not_allowed');
        const file = { name: fileNameOf(name, type), type: `image/${type}`, bytes, body: whole };
        return { id: await hand(shop, file, alt) };
      } catch (error) {
        return refusalOf(error);
      } finally {
        // whoever has gone meanwhile does not hear the answer either
        await drain().catch(() => undefined);
      }
    },

    async look(shop, id) {
      if (!ID.test(id)) return null;
      try {
        const { node } = await admin(shop).query(PictureKeptDocument, { id });
        if (!node || !('fileStatus' in node)) return null;
        const { fileStatus, fileErrors, image } = node;
        if (fileStatus === 'FAILED') return { state: 'failed', ...ofShopify(fileErrors) };
        return image && fileStatus === 'READY' ? { state: 'ready', url: image.url } : { state: 'working' };
      } catch (error) {
        return { state: 'failed', ...refusalOf(error) };
      }
    },
  };
}

const refused = (why: PictureRefusal, words = ''): RefusedPicture => ({ refused: why, words });

/** @throws what is a mistake of ours */
function refusalOf(error: unknown): RefusedPicture {
  if (error instanceof AccessDenied) return refused('not_allowed');
  if (error instanceof AdminUnavailable) return refused('unreached');
  if (error instanceof UserErrors) return ofShopify(error.errors);
  throw error;
}

function ofShopify([error]: readonly { code?: string | null; message: string }[]): RefusedPicture {
  const known = CODES[error?.code ?? ''];
  return known ? refused(known) : refused('by_shopify', error?.message ?? '');
}
