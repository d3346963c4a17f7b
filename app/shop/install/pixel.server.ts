import { stableId } from '../../platform/crypto/seal.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { requireDone, UserErrors } from '../../platform/shopify/admin/user-errors.ts';
import {
  WebPixelCreateDocument,
  WebPixelDocument,
  WebPixelUpdateDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { type TaskHandler, TaskRefused } from '../../platform/work/tasks/task.ts';

/** As declared in extensions/pixel/shopify.extension.toml. */
export interface PixelSettings {
  /** the shop's write-only ingest key */
  accountID: string;
  collectUrl: string;
}

export const PIXEL_KIND = 'pixel';

/** Connecting the pixel: other settings (the app has moved) are other work. */
export function pixelTask(settings: PixelSettings): { id: string; kind: string; cursor: string } {
  const cursor = JSON.stringify(settings);
  return { id: `${PIXEL_KIND}:${stableId(cursor)}`, kind: PIXEL_KIND, cursor };
}

/** Handler of `pixel` tasks: turns the web pixel on, or tells the one that is on where to send. */
export function createPixelHandler({ admin }: { admin: Admin }): TaskHandler {
  return refuseWhenDenied(async (task) => {
    const settings = task.cursor ?? '{}';
    const client = admin(task.shop);
    try {
      const { webPixelCreate } = await client.query(WebPixelCreateDocument, { settings });
      requireDone(webPixelCreate);
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      if (!error.has('TAKEN')) throw new TaskRefused(`Shopify did not turn the pixel on: ${error.message}`);
      const { webPixel } = await client.query(WebPixelDocument);
      if (!webPixel) throw error;
      const { webPixelUpdate } = await client.query(WebPixelUpdateDocument, { id: webPixel.id, settings });
      requireDone(webPixelUpdate);
    }
    return { cursor: task.cursor, doneCount: 1, totalCount: 1, ended: true };
  });
}
