// The doors behind the links of our mails: yes to mail, what somebody chooses for herself, clicks, and the way out.
import { Hono } from 'hono';
import type { MailLinks } from './act/messages/links.ts';
import { createMailPreferences } from './act/messages/preferences.server.ts';
import type { MailTracking } from './act/messages/tracking.server.ts';
import type { CallerOf } from './doors/caller.ts';
import { confirmDoor } from './doors/mail-links/confirm.ts';
import { countdownDoor } from './doors/mail-links/countdown.ts';
import { mailLinksDoor } from './doors/mail-links/mail-links.ts';
import { preferencesDoor } from './doors/mail-links/preferences.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Log } from './platform/log/log.ts';
import { createShopsService } from './shop/install/shops.server.ts';
import type { AutomationService } from './understand/consent/automated-service.server.ts';
import type { Confirmations } from './understand/consent/confirmations.server.ts';
import type { ConsentService } from './understand/consent/service.server.ts';
import type { WishService } from './understand/preferences/service.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  seal: Seal;
  log: Log;
  links: MailLinks;
  tracking: MailTracking;
  callerOf: CallerOf;
  consent: ConsentService;
  automation: AutomationService;
  confirmations: Confirmations;
  wishes: WishService;
}

export function mailDoors({
  db,
  clock,
  seal,
  log,
  links,
  tracking,
  callerOf,
  consent,
  automation,
  confirmations,
  wishes,
}: Deps): Hono {
  const preferences = createMailPreferences({ db, clock, seal, links, consent, automation, wishes });
  const named = createShopsService({ db }).require;
  const doors = new Hono();
  doors.route('/', confirmDoor({ confirmations, named, log, callerOf }));
  doors.route('/', preferencesDoor({ preferences, log, callerOf }));
  doors.route('/', countdownDoor({ clock, links, callerOf }));
  doors.route('/', mailLinksDoor({ tracking, log, callerOf }));
  return doors;
}
