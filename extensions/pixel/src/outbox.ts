import type { Report } from './report.ts';

/** A page announces several events at once; they go in one request. */
const GATHER_MS = 50;

/**
 * Sends reports together. Text, not JSON, so that the browser asks no permission first; `keepalive`, so that the last
 * ones survive leaving the page. What cannot be sent is lost: a shop window must never wait for its counter.
 */
export function createOutbox(key: string, url: string): (report: Report) => void {
  let waiting: Report[] = [];
  const flush = () => {
    const events = waiting;
    waiting = [];
    fetch(url, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ key, events }),
    }).catch(() => {});
  };
  return (report) => {
    if (waiting.push(report) === 1) setTimeout(flush, GATHER_MS);
  };
}
