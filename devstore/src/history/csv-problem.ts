/** The orders export cannot be read: which line, and why, for the person who gave the file. */
export class CsvProblem extends Error {
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`Line ${line} of the orders export: ${reason}`);
    this.name = 'CsvProblem';
    this.line = line;
  }
}
