// Where a block stands in the page of a preview, and how it is shown there.
import type { Device } from '../pieces/device-switch.tsx';
import type { MailScheme } from './scheme-of-preview.ts';

/** What stands between the comments that a preview has around a block; none where its condition leaves it out. */
export function elementsOfBlock(page: Document, id: string): HTMLElement[] {
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    if (comments.currentNode.nodeValue !== `block:${id}`) continue;
    const found: HTMLElement[] = [];
    let node = comments.currentNode.nextSibling;
    for (; node && node.nodeValue !== `/block:${id}`; node = node.nextSibling) {
      if (node.nodeType === Node.ELEMENT_NODE) found.push(node as HTMLElement);
    }
    return found;
  }
  return [];
}

/** That can be seen on most grounds of each. */
const LINE: Readonly<Record<MailScheme, string>> = { light: '#2c6ecb', dark: '#7fb2ff' };

/** Draws a line around the block. @returns takes it away */
export function markBlock(elements: readonly HTMLElement[], scheme: MailScheme): () => void {
  for (const { style } of elements) {
    style.outline = `2px solid ${LINE[scheme]}`;
    style.outlineOffset = '-2px';
  }
  return () => {
    for (const { style } of elements) {
      style.removeProperty('outline');
      style.removeProperty('outline-offset');
    }
  };
}

/** Above the block, so that it is seen what it follows. */
const ROOMS: Readonly<Record<Device, number>> = { desktop: 60, phone: 30 };

/** Scrolls the preview, and nothing around it, to a block of which nothing is in sight. */
export function bringIntoView(view: Window, elements: readonly HTMLElement[], device: Device): void {
  const room = ROOMS[device];
  const boxes = elements.map((element) => element.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const isSeen = bottom > room && top < view.innerHeight - room;
  if (boxes.length > 0 && !isSeen) view.scrollTo(view.scrollX, Math.max(0, view.scrollY + top - room));
}
