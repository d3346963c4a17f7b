/**
 * How the suppression list names an address of a channel: `sms:+393331234567`, mail addresses as they are. Null where a
 * channel has no addresses of persons, such as browsers that take push.
 */
export function reachKey(channel: string, address: string): string | null {
  if (channel === 'email') return address;
  return channel === 'sms' || channel === 'whatsapp' ? `${channel}:${address}` : null;
}
