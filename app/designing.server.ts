// Wires what the pages of designed mails ask for: templates, kept blocks, pictures, and the preview by the engine that sends.
import type { MailLinks } from './act/messages/links.ts';
import { createMailPreviews } from './act/messages/preview.server.ts';
import { createMappedMails } from './act/messages/templates/design/link-map.server.ts';
import { createDesignedPreviews } from './act/messages/templates/design/preview-designed.server.ts';
import { createSavedBlocks } from './act/messages/templates/design/saved-blocks.server.ts';
import { createTemplatesService } from './act/messages/templates/design/service.server.ts';
import { createShownVersions } from './act/messages/templates/design/shown-versions.server.ts';
import { createMappedShorts } from './act/messages/texts/mapped-short.server.ts';
import { createShortPreviews } from './act/messages/texts/preview-short.server.ts';
import { createShortTemplates } from './act/messages/texts/short-templates.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Database } from './platform/db/db.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import { createPictures } from './shop/pictures/pictures.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  links: MailLinks;
  mailFrom: string | undefined;
  admin: Admin;
}

export function createDesigning({ db, clock, links, mailFrom, admin }: Deps) {
  const shownVersions = createShownVersions({ db, clock, links });
  const shortTemplates = createShortTemplates({ db, clock });
  return {
    templates: createTemplatesService({ db, clock }),
    savedBlocks: createSavedBlocks({ db, clock }),
    shownVersions,
    mappedMails: createMappedMails(shownVersions),
    mappedShorts: createMappedShorts(shortTemplates),
    designedPreviews: createDesignedPreviews({ db, clock, links }),
    shortTemplates,
    shortPreviews: createShortPreviews({ db, clock, links }),
    pictures: createPictures({ admin }),
    previews: createMailPreviews({ db, versions: shownVersions, mailFrom }),
  };
}
