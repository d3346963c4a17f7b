import type { Collection, Product } from '../shop/types.ts';
import { COLOURS, RANGES, type Shape } from './catalogue.ts';
import { random } from './random.ts';
import { SHAPES, type Paint } from './shapes.ts';

/** A shop names its kinds and colours in its first language. */
const shapeOfType = new Map(
  RANGES.flatMap(({ things }) => things.flatMap(({ en, it, shape }) => [[en, shape] as const, [it, shape] as const])),
);
const BACKGROUNDS = [
  ['#f4ecdf', '#e7d8bf'],
  ['#eef0ea', '#d9ddcf'],
  ['#f3e9e2', '#e6cfbf'],
  ['#e9eef0', '#cfd9de'],
  ['#f7f1e4', '#ead9b4'],
] as const;

/** The picture of a product, drawn from its name, so that the repository carries no photographs. */
export function drawProduct(product: Product): string {
  return frame(800, 800, product.title, product.handle, shadow(400) + thing(product));
}

/** A still life of the first things of a collection. */
export function drawCollection(collection: Collection, products: Product[]): string {
  const shapes = new Map(products.map((product) => [shapeOf(product), product]));
  const three = [...new Set([...shapes.values(), ...products])].slice(0, 3);
  const still = three
    .map((product, n) => {
      const scale = n === 1 ? 0.86 : 0.7;
      const x = [60, 270, 560][n] ?? 0;
      return `<g transform="translate(${x} ${620 - 560 * scale}) scale(${scale})">${shadow(400)}${thing(product)}</g>`;
    })
    .join('');
  return frame(1200, 800, collection.title, collection.handle, still, 620);
}

function shapeOf(product: Product): Shape {
  return shapeOfType.get(product.productType) ?? 'box';
}

function thing(product: Product): string {
  return SHAPES[shapeOf(product)](paintOf(product));
}

function paintOf(product: Product): Paint {
  const chance = random(product.handle);
  const first = product.options[0]?.values[0];
  const main = (COLOURS.find((colour) => colour.en === first || colour.it === first) ?? chance.pick(COLOURS)).hex;
  return {
    main,
    light: mix(main, 255, 0.4),
    dark: mix(main, 0, 0.28),
    vary: (low, high) => Math.round(low + chance.next() * (high - low)),
  };
}

function mix(hex: string, towards: number, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(part + (towards - part) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function shadow(x: number): string {
  return `<ellipse cx="${x}" cy="566" rx="230" ry="22" fill="#3a2f22" opacity=".16"/>`;
}

function frame(width: number, height: number, title: string, seed: string, drawing: string, floor = 520): string {
  const [wall, ground] = random(`${seed} wall`).pick(BACKGROUNDS);
  const name = title.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${name}</title><rect width="${width}" height="${height}" fill="${wall}"/><rect y="${floor}" width="${width}" height="${height - floor}" fill="${ground}"/>${drawing}</svg>`;
}
