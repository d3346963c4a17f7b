// How many segments a text takes on the way, for each is paid for. Pure, for the editor too. (3GPP TS 23.038)

const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** written as two */
const GSM_EXTENDED = '\f^{}\\[~]|€';

const basic = new Set(GSM_BASIC);
const extended = new Set(GSM_EXTENDED);

export interface Segments {
  /** one character outside of the alphabet of SMS makes the whole text Unicode, of which half as much fits */
  encoding: 'gsm' | 'unicode';
  /** as they are paid for */
  length: number;
  segments: number;
  /** how many more fit into the last segment */
  left: number;
  /** what made it Unicode: the first few of them */
  foreign: string[];
}

const SIZES = { gsm: { one: 160, many: 153 }, unicode: { one: 70, many: 67 } } as const;
const MOST_SHOWN = 5;

export function segmentsOf(text: string): Segments {
  const foreign = [...new Set([...text].filter((one) => !basic.has(one) && !extended.has(one)))].slice(0, MOST_SHOWN);
  const encoding = foreign.length === 0 ? 'gsm' : 'unicode';
  const sizes = [...text].map((one) => (encoding === 'gsm' ? (extended.has(one) ? 2 : 1) : one.length));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const { one, many } = SIZES[encoding];
  if (length <= one) return { encoding, length, segments: length === 0 ? 0 : 1, left: one - length, foreign };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    // a character is not cut in two
    if (used + size > many) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, length, segments, left: many - used, foreign };
}
