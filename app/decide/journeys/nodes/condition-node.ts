import { channelAsked } from '../builtin.ts';
import type { NodeOf } from '../graph.ts';
import type { Reason } from '../reason.ts';
import type { Passage, StepResult } from './step.ts';

/** Goes left when everything holds, right otherwise, and names what did not hold. */
export function runCondition(node: NodeOf<'condition'>, passage: Passage): StepResult {
  if (node.condition !== undefined && !passage.decides(node.condition)) {
    // neither way may be chosen for her, so the passage ends
    return { outcome: 'not_decided', reason: { code: 'not_automated' }, next: null, state: 'exited' };
  }
  const refusal = firstRefusal(node, passage);
  if (refusal) return { outcome: 'no', reason: refusal, next: node.no };
  const channel = node.builtin.map(channelAsked).find((one) => one !== null && one !== 'email');
  return { outcome: 'yes', reason: { code: 'holds', ...(channel && { channel }) }, next: node.yes };
}

function firstRefusal(node: NodeOf<'condition'>, passage: Passage): Reason | null {
  for (const builtin of node.builtin) {
    if (builtin === 'not-bought' && passage.purchase) {
      return { code: 'bought', order: passage.purchase.order, by: passage.purchase.by };
    }
    // the same cart often goes through several checkouts: only the last one is asked about
    if (builtin === 'latest' && passage.superseded) return { code: 'superseded' };
    const channel = channelAsked(builtin);
    if (channel === null) continue;
    const permission = passage.permission(channel);
    if (!permission.allowed) return permission.reason;
  }
  if (node.condition !== undefined && !passage.holds(node.condition)) return { code: 'condition' };
  return null;
}
