import { createOpenedVersions } from '../templates/opened-versions.server.ts';
import { openShort, type ShortDesign } from './short-design.ts';
import { isShortChannel, parseShort, type ShortChannel } from './short-document.ts';

/** A version as it is sent. */
export interface OpenShort {
  name: string;
  channel: ShortChannel;
  design: ShortDesign;
}

export const createShortVersions = () =>
  createOpenedVersions<OpenShort>(({ name, channel, document }) =>
    isShortChannel(channel) ? { name, channel, design: openShort(parseShort(document)) } : null,
  );
