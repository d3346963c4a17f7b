import { Readable } from 'node:stream';
import type { Clock } from '../platform/clock/clock.ts';
import type { Seal } from '../platform/crypto/seal.ts';
import type { Database } from '../platform/db/db.ts';
import type { AccessKey, AccessLog } from '../shop/privacy/access-log.server.ts';
import type { PersonFile } from '../shop/privacy/gather-person.server.ts';
import { partSizes, readParts } from '../shop/privacy/person-parts.server.ts';
import { listRequests, readFile } from '../shop/privacy/requests.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { AccessPage, PrivacyPages, PrivacyView } from '../ui/views/privacy-views.ts';
import { type PersonRows, personFileJson } from './person-file.ts';
import { personFileHtml } from './person-file-html.ts';

const REQUESTS = 50;
const LOOKS = 20;

interface Deps {
  db: Database;
  clock: Clock;
  seal: Seal;
  settings: SettingsService;
  accessLog: AccessLog;
}

export function createPrivacyPages({ db, clock, seal, settings, accessLog }: Deps): PrivacyPages {
  async function access(shop: string, after: AccessKey | null): Promise<AccessPage> {
    const { rows, next } = await accessLog.page(shop, after, LOOKS);
    return { rows, next: next && `${next.at}.${next.id}` };
  }

  /** whom the merchant has to hand the file to */
  async function aboutOf(shop: string, request: string): Promise<string | null> {
    const sealed = await readFile(db.read, shop, request, clock.now());
    if (sealed === null) return null;
    const { about } = JSON.parse(seal.open(sealed)) as PersonFile;
    return about.email ?? about.customer;
  }

  async function* openParts(shop: string, request: string): AsyncGenerator<PersonRows> {
    for await (const { name, file } of readParts(db.read, shop, request)) {
      yield { name, rows: JSON.parse(seal.open(file)) as unknown[] };
    }
  }

  return {
    async view(shop) {
      const { privacy } = await settings.get(shop);
      const requests: PrivacyView['requests'] = [];
      for (const request of await listRequests(db.read, shop, REQUESTS)) {
        requests.push({ ...request, about: request.fileUntil === null ? null : await aboutOf(shop, request.id) });
      }
      return { kept: privacy, requests, access: await access(shop, null) };
    },
    access: (shop, after) => access(shop, readKey(after)),
    async save(shop, kept) {
      await settings.update(shop, { privacy: kept });
    },
    looked: (shop, who, what, contact) => accessLog.note(shop, who, what, contact ?? null),
    async download(shop, who, request, format) {
      const sealed = await readFile(db.read, shop, request, clock.now());
      if (sealed === null) return null;
      await accessLog.note(shop, who, 'request.download');
      const file = JSON.parse(seal.open(sealed)) as PersonFile;
      const parts = openParts(shop, request);
      const text =
        format === 'json'
          ? personFileJson(file, parts)
          : personFileHtml(file, await partSizes(db.read, shop, request), parts);
      return Readable.toWeb(
        Readable.from(text).map((piece: string) => Buffer.from(piece)),
      ) as ReadableStream<Uint8Array>;
    },
  };
}

function readKey(text: string): AccessKey | null {
  const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(text);
  return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
}
