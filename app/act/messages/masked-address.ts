/** Enough to recognise one's own address, not to learn another's. */
export function maskedAddress(address: string | null): string {
  const [name = '', host = ''] = address?.split('@') ?? [];
  return host ? `${[...name][0] ?? ''}•••@${host}` : '';
}
