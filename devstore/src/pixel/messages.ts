/** What page and sandbox say to each other. The sandbox has no DOM: for cookies and storage it has to ask. */
export interface PixelEventMessage {
  id: string;
  name: string;
  type: 'standard' | 'custom' | 'dom';
  timestamp: string;
  /** null without consent */
  clientId: string | null;
  seq: number;
  context: Record<string, unknown>;
  data?: Record<string, unknown>;
  customData?: unknown;
}

export interface Privacy {
  analyticsProcessingAllowed: boolean;
  marketingAllowed: boolean;
  preferencesProcessingAllowed: boolean;
  saleOfDataAllowed: boolean;
}

export type ToSandbox =
  | { kind: 'start'; settings: Record<string, unknown>; init: Record<string, unknown>; privacy: Privacy }
  | { kind: 'event'; event: PixelEventMessage }
  | { kind: 'privacy'; privacy: Privacy }
  | { kind: 'answer'; id: number; value: unknown };

export interface BrowserCall {
  kind: 'call';
  id: number;
  api: 'cookie.get' | 'cookie.set' | 'storage.get' | 'storage.set' | 'storage.remove' | 'sendBeacon' | 'publish';
  args: string[];
}

export type FromSandbox = BrowserCall | { kind: 'started' };
