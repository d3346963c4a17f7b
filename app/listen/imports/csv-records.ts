import { isUtf8 } from 'node:buffer';
import { CsvError, type Options as CsvOptions, parse } from 'csv-parse/sync';
import type { LineFault } from './bad-line.ts';
import { RefusedFile } from './refused-file.ts';

/** A record of the file, or a line that is none. `line` is where it starts, the first line of the file being 1. */
type QuoteFault = Extract<LineFault, 'quote_open' | 'quote_stray'>;

export type CsvRecord = { line: number; values: string[] } | { line: number; problem: QuoteFault };

/** What was read since the last time, and how far it reached. */
export interface CsvChunk {
  records: CsvRecord[];
  /** bytes of the file that are read, for a progress bar */
  bytes: number;
}

/** A record longer than this has lost its closing quote: its first line is given up, and reading goes on after it. */
const LONGEST_RECORD = 256 * 1024;

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LINE_FEED = 10;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** how a ZIP file starts, and with it every workbook */
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/**
 * Reads CSV in constant memory. A broken line costs itself alone: csv-parse loses the rest of a file after a stray
 * quote, so it gets the file in pieces, and a piece that it stumbles over is taken up again after the bad line.
 * @throws RefusedFile when it is not text in UTF-8
 */
export async function* readCsv(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<CsvChunk> {
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let bytes = 0;
  /** lines before `rest` */
  let lines = 0;
  let delimiter: string | undefined;

  function take(final: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (rest.length > 0) {
      const piece = parsePiece(rest, delimiter ?? ',', final);
      for (const { values, start } of piece.records) records.push({ line: lines + start, values });
      lines += piece.lines;
      rest = rest.subarray(piece.bytes);
      if (piece.problem === null) break;
      const [start, end] = firstLine(rest);
      // the bad line has not arrived whole
      if (!final && end === rest.length && rest.length < LONGEST_RECORD) break;
      records.push({ line: lines + start, problem: piece.problem });
      lines += start;
      rest = rest.subarray(end);
    }
    return records;
  }

  for await (const given of source) {
    const chunk =
      typeof given === 'string' ? Buffer.from(given) : Buffer.from(given.buffer, given.byteOffset, given.length);
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (delimiter === undefined) {
      if (rest.length < LONGEST_RECORD && !rest.includes(LINE_FEED)) continue;
      rest = textOf(rest);
      delimiter = delimiterOf(rest);
    }
    // no letter of several bytes contains a line feed: what ends with one ends with a whole letter
    mustBeText(rest.subarray(0, rest.lastIndexOf(LINE_FEED) + 1), lines);
    bytes += chunk.length;
    yield { records: take(false), bytes };
  }
  if (delimiter === undefined) rest = textOf(rest);
  mustBeText(rest, lines);
  delimiter ??= delimiterOf(rest);
  yield { records: take(true), bytes };
}

/** @throws RefusedFile */
function textOf(start: Buffer): Buffer {
  if (start.subarray(0, ZIP.length).equals(ZIP)) throw new RefusedFile('workbook');
  return start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start;
}

/**
 * A zero byte is what other encodings have between letters, and what PostgreSQL takes in no text.
 * @param lines before it. @throws RefusedFile
 */
function mustBeText(text: Buffer, lines: number): void {
  const isText = (part: Buffer) => isUtf8(part) && !part.includes(0);
  if (isText(text)) return;
  let line = lines + 1;
  for (let start = 0; start < text.length; line++) {
    const at = text.indexOf(LINE_FEED, start);
    const end = at === -1 ? text.length : at + 1;
    if (!isText(text.subarray(start, end))) break;
    start = end;
  }
  throw new RefusedFile('not_utf8', String(line));
}

interface Piece {
  records: { values: string[]; start: number }[];
  /** how much of the piece is read */
  bytes: number;
  lines: number;
  /** what stopped the reading at `bytes`; null when the piece merely ended */
  problem: QuoteFault | null;
}

function parsePiece(text: Buffer, delimiter: string, final: boolean): Piece {
  const records: { values: string[]; start: number; bytes: number; lines: number }[] = [];
  let lines = 0;
  let bytes = 0;
  const options: CsvOptions = {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record: (values: string[], context: { bytes: number }) => {
      const breaks = lineFeeds(text, bytes, context.bytes);
      const inside = breaks > 1 ? values.reduce((sum, value) => sum + value.split('\n').length - 1, 0) : 0;
      const ended = text[context.bytes - 1] === LINE_FEED ? 1 : 0;
      const start = lines + breaks - inside - ended + 1;
      lines += breaks;
      bytes = context.bytes;
      records.push({ values, start, bytes, lines });
      return null;
    },
  };
  let error: CsvError | null = null;
  try {
    parse(text, options);
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    error = thrown;
  }
  // the last record may go on in what has not arrived yet; so may the quote that was not closed
  const unfinished =
    error?.code === 'CSV_QUOTE_NOT_CLOSED' && text.length - (records.at(-1)?.bytes ?? 0) < LONGEST_RECORD;
  if (!final && error === null) records.pop();
  const last = records.at(-1);
  return {
    records,
    bytes: final && error === null ? text.length : (last?.bytes ?? 0),
    lines: last?.lines ?? 0,
    problem: error === null || (unfinished && !final) ? null : faultOf(error),
  };
}

/** csv-parse counts lines too, but takes a Windows line end inside quotes for two. */
function lineFeeds(text: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(LINE_FEED, from); at !== -1 && at < to; at = text.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

/** Number (from 1) of the first line that is not blank, and where the line after it starts. */
function firstLine(text: Buffer): [number, number] {
  let number = 1;
  let start = 0;
  for (;;) {
    const at = text.indexOf(LINE_FEED, start);
    const end = at === -1 ? text.length : at + 1;
    if (end >= text.length || text.subarray(start, end).toString().trim() !== '') return [number, end];
    start = end;
    number++;
  }
}

function delimiterOf(text: Buffer): string {
  const end = text.indexOf(LINE_FEED);
  const heading = text.subarray(0, end === -1 ? text.length : end).toString();
  const count = (delimiter: string) => heading.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function faultOf(error: CsvError): QuoteFault {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'quote_open';
    default:
      return 'quote_stray';
  }
}
