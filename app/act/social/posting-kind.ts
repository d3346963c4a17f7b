/** What the worker that publishes posts is woken by. */
export const POSTING = 'posting';
