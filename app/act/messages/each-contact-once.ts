import type { MessageRow } from './delivery/message-row.ts';

/** By version, and each contact once in a group: of two messages to her each is about a cart of its own. */
export function eachContactOnce<One extends Pick<MessageRow, 'template' | 'template_version' | 'contact'>>(
  messages: readonly One[],
): Map<string, One[]> {
  const turns = new Map<string, number>();
  return Map.groupBy(messages, ({ template, template_version: version, contact }) => {
    const one = `${template} ${version ?? 0} ${contact}`;
    const turn = turns.get(one) ?? 0;
    turns.set(one, turn + 1);
    return `${template} ${version ?? 0} ${turn}`;
  });
}
