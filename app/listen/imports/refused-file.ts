import { z } from 'zod';

/** In English, for the command line; the admin has words of its own for each code, `imports.whole.<code>`. */
const WORDS = {
  empty: () => 'The file is empty: its first line must name the columns.',
  no_day: lacks('no column for the day of the order (name it order_date)'),
  no_amount: lacks('no column for the amount (name it revenue)'),
  no_buyer: lacks('no column that says who ordered (name it email, or customer_id)'),
  heading_broken: () => 'The first line, which must name the columns, has a quote too many or too few.',
  not_utf8: (line) => `Line ${line} is not UTF-8: save the file as CSV UTF-8 and import it again.`,
  workbook: () => 'This is a workbook, not CSV: save its sheet as CSV UTF-8 and import that.',
  gone: () => 'The uploaded file is no longer here: upload it once more.',
} as const satisfies Record<string, (value: string) => string>;

function lacks(what: string): (value: string) => string {
  return (value) => `The file has ${what}. Its first line, which must name the columns, is: ${value}`;
}

/** What is wrong with a file as a whole. */
export type FileFault = keyof typeof WORDS;
export const FILE_FAULTS = Object.keys(WORDS) as FileFault[];

const reasonSchema = z.object({
  code: z.enum(FILE_FAULTS),
  /** the first line of the file, or the number of the line that it is about */
  value: z.string(),
});

export type FileReason = z.infer<typeof reasonSchema>;

/** A reason as a task keeps it; null when something else stopped it, or an earlier release kept words. */
export function storedReason(text: string): FileReason | null {
  if (!text.startsWith('{')) return null;
  return reasonSchema.safeParse(JSON.parse(text)).data ?? null;
}

/** A file that is not read, or not to its end, for a reason that its owner can mend. */
export class RefusedFile extends Error {
  override name = 'RefusedFile';
  readonly reason: FileReason;

  constructor(code: FileFault, value = '') {
    super(WORDS[code](value));
    this.reason = { code, value };
  }
}
