/** Thrown by a member of App Bridge that this admin lacks: better than a call that does nothing. */
export class NotSimulated extends Error {
  constructor(member: string) {
    super(`devstore does not simulate ${member} of App Bridge`);
    this.name = 'NotSimulated';
  }
}

/** Whatever is called on it, or is it called itself, throws. */
export function notSimulated(member: string): unknown {
  const refuse = (): never => {
    throw new NotSimulated(member);
  };
  return new Proxy(refuse, {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return () => {
        throw new NotSimulated(`${member}.${name}`);
      };
    },
  });
}
