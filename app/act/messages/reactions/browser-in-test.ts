import type { Visit } from './visit.ts';

/** Somebody in her browser. */
export const BROWSER: Visit = {
  method: 'GET',
  agent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  purpose: '',
  caller: '203.0.113.7',
};
