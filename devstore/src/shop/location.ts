/** The one place where this shop keeps its stock. */
export const LOCATION = { id: '68100001337', name: 'Main warehouse' } as const;
