import type { SubmitOutcome } from './outcome.ts';

/** The way of one kind of content to one far side. */
export interface Transport<Content> {
  submit(content: Content): Promise<SubmitOutcome>;
  /** Gives up what has not begun to leave, which is refused for now; what has goes on to its end. */
  close(): Promise<void>;
}
