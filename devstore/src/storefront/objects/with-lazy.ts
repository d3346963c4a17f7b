/**
 * Adds fields that are made when a template asks for them. They lead from one object to the next without end
 * (product, variant, product …), so they stay out when an object is written as JSON.
 */
export function withLazy<T extends object, L extends object>(object: T, lazy: L): T & L {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(lazy))) {
    Object.defineProperty(object, name, { ...descriptor, enumerable: false });
  }
  return object as T & L;
}
