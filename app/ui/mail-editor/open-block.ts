// Where a block stands in the page of a preview, and how it is shown there.

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

/** Draws a line around the block. @returns takes it away */
export function markBlock(elements: readonly HTMLElement[]): () => void {
  for (const { style } of elements) {
    style.outline = '2px solid #2c6ecb';
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
const ROOM = 60;

/** Scrolls the preview, and nothing around it, to a block of which nothing is in sight. */
export function bringIntoView(view: Window, elements: readonly HTMLElement[]): void {
  const boxes = elements.map((element) => element.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const isSeen = bottom > ROOM && top < view.innerHeight - ROOM;
  if (boxes.length > 0 && !isSeen) view.scrollTo(view.scrollX, Math.max(0, view.scrollY + top - ROOM));
}
