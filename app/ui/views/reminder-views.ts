import type { ShortChannel } from './text-views.ts';

/** To whoever has not bought since the mail. */
export interface RecoveryReminder {
  on: boolean;
  channel: ShortChannel;
  /** a short message of that channel; empty: none was chosen */
  template: string;
  /** after the mail */
  delayMinutes: number;
}

/** A short message that may be sent about a cart. */
export interface ReminderTemplate {
  id: string;
  name: string;
  channel: ShortChannel;
  /** leads back to what was left */
  cart: boolean;
  /** it is in no list any more, and the journey goes on sending it */
  removed: boolean;
}

export interface ReminderView {
  templates: readonly ReminderTemplate[];
  /** whether anything carries a channel; of push, whether a browser has ever let the shop in */
  carried: Readonly<Record<ShortChannel, boolean>>;
}

/** A short message as it would reach somebody with her cart. */
export interface ReminderShown {
  from: string;
  title: string;
  text: string;
  picture: string;
}
