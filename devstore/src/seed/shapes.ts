import type { Shape } from './catalogue.ts';

export interface Paint {
  /** The product's own colour, one lighter and one darker. */
  main: string;
  light: string;
  dark: string;
  /** Turns a number from 0 to 1 that belongs to the product into small differences. */
  vary(low: number, high: number): number;
}

const stripes = (x: number, y: number, width: number, count: number, gap: number, colour: string) =>
  Array.from(
    { length: count },
    (_, n) => `<rect x="${x}" y="${y + n * gap}" width="${width}" height="4" fill="${colour}" opacity=".45"/>`,
  ).join('');

const folded = ({ main, light, dark, vary }: Paint) => {
  const layers = 4;
  const height = 62 + vary(0, 14);
  return Array.from({ length: layers }, (_, n) => {
    const y = 560 - (n + 1) * height;
    const inset = vary(0, 26) * n * 0.6;
    const fill = [main, light, main, dark][n] ?? main;
    return `<rect x="${210 + inset}" y="${y}" width="${380 - inset * 1.6}" height="${height - 4}" rx="${height / 2.4}" fill="${fill}"/>${stripes(260 + inset, y + 22, 260 - inset, 1, 0, '#fff')}`;
  }).join('');
};

/** Drawn on a field of 800 by 800; things stand on y = 560. */
export const SHAPES: Record<Shape, (paint: Paint) => string> = {
  bedding: (p) =>
    `<path d="M150 560 V420 Q150 380 200 376 H600 Q650 380 650 420 V560Z" fill="${p.main}"/><path d="M150 470 Q400 ${420 + p.vary(-20, 30)} 650 470 V560 H150Z" fill="${p.light}"/><rect x="205" y="318" width="180" height="84" rx="34" fill="${p.light}"/><rect x="415" y="318" width="180" height="84" rx="34" fill="#fffaf0"/><path d="M150 560 h500" stroke="${p.dark}" stroke-width="6"/><path d="M330 500 q40 30 30 60 M480 492 q-30 40 -14 68" stroke="${p.dark}" stroke-width="3" fill="none" opacity=".4"/>`,
  towel: folded,
  cloth: (p) =>
    `<path d="M220 250 H580 L610 540 Q560 560 520 540 Q470 566 420 542 Q370 566 320 542 Q260 562 190 540Z" fill="${p.main}"/><path d="M220 250 H580 L584 290 H216Z" fill="${p.dark}"/>${stripes(212, 330, 376, 3, 18, p.light)}${stripes(202, 460, 396, 2, 16, p.light)}<path d="M330 300 L320 540 M470 300 L480 540" stroke="${p.dark}" stroke-width="3" opacity=".3"/>`,
  bowl: (p) =>
    `<path d="M210 380 Q220 560 350 560 H450 Q580 560 590 380Z" fill="${p.main}"/><ellipse cx="400" cy="380" rx="190" ry="${44 + p.vary(0, 16)}" fill="${p.dark}"/><ellipse cx="400" cy="388" rx="170" ry="36" fill="${p.light}"/><path d="M250 470 Q400 520 552 466" stroke="${p.light}" stroke-width="7" fill="none" opacity=".6"/>`,
  mug: (p) =>
    `<path d="M270 330 L286 530 Q290 560 330 560 H450 Q490 560 494 530 L510 330Z" fill="${p.main}"/><path d="M506 380 Q600 370 588 460 Q576 520 496 506" fill="none" stroke="${p.main}" stroke-width="26"/><ellipse cx="390" cy="330" rx="120" ry="28" fill="${p.dark}"/><ellipse cx="390" cy="334" rx="102" ry="20" fill="#4a3426"/><path d="M276 ${420 + p.vary(-30, 30)} H504" stroke="${p.light}" stroke-width="14" opacity=".7"/>`,
  vase: (p) =>
    `<path d="M360 220 H440 L436 300 Q540 360 530 460 Q520 560 440 560 H360 Q280 560 270 460 Q260 360 364 300Z" fill="${p.main}"/><path d="M276 430 Q400 ${470 + p.vary(-20, 20)} 526 430" stroke="${p.light}" stroke-width="12" fill="none"/><path d="M400 222 Q390 140 330 90 M402 222 Q412 130 470 70 M400 222 V60" stroke="#7d8a63" stroke-width="6" fill="none"/><circle cx="330" cy="88" r="20" fill="${p.light}"/><circle cx="470" cy="70" r="22" fill="${p.dark}"/><circle cx="400" cy="56" r="18" fill="${p.light}"/>`,
  board: (p) =>
    `<g transform="rotate(${p.vary(-10, 6)} 400 400)"><rect x="250" y="230" width="300" height="330" rx="46" fill="#c79a63"/><rect x="370" y="130" width="60" height="130" rx="30" fill="#c79a63"/><circle cx="400" cy="166" r="14" fill="#f6efe3"/><path d="M290 260 Q310 400 286 540 M350 250 Q372 400 346 550 M430 250 Q410 400 436 550 M500 260 Q480 400 508 540" stroke="#a87842" stroke-width="5" fill="none" opacity=".6"/><rect x="250" y="500" width="300" height="26" fill="${p.main}" opacity=".55"/></g>`,
  pan: (p) =>
    `<rect x="520" y="430" width="210" height="32" rx="16" fill="#8d6238"/><path d="M180 430 H540 L510 550 Q506 560 490 560 H230 Q214 560 210 550Z" fill="#39414a"/><ellipse cx="360" cy="430" rx="182" ry="40" fill="#525c66"/><ellipse cx="360" cy="436" rx="158" ry="30" fill="#2a3037"/><path d="M260 ${430 + p.vary(-4, 4)} q100 -26 200 0" stroke="${p.light}" stroke-width="5" fill="none" opacity=".5"/>`,
  lamp: (p) =>
    `<ellipse cx="400" cy="470" rx="280" ry="150" fill="#ffe9b8" opacity=".55"/><path d="M320 200 H480 L550 370 H250Z" fill="${p.main}"/><path d="M320 200 H480 L486 216 H314Z" fill="${p.dark}"/><path d="M258 352 H542 L550 370 H250Z" fill="${p.light}"/><rect x="390" y="370" width="20" height="160" fill="#b48a4a"/><ellipse cx="400" cy="544" rx="${86 + p.vary(-14, 20)}" ry="20" fill="#b48a4a"/>`,
  planter: (p) =>
    `<path d="M400 380 Q300 300 270 190 Q380 220 402 350 Q420 200 530 170 Q520 300 410 380 Q402 300 ${380 + p.vary(-30, 40)} 140 Q440 200 412 380Z" fill="#7d9168"/><path d="M270 370 H530 L500 550 Q498 560 486 560 H314 Q302 560 300 550Z" fill="${p.main}"/><rect x="256" y="350" width="288" height="46" rx="10" fill="${p.dark}"/>`,
  tool: (p) =>
    `<g transform="rotate(${p.vary(-24, -8)} 400 400)"><rect x="374" y="330" width="52" height="230" rx="26" fill="#a87842"/><rect x="386" y="280" width="28" height="70" fill="#7b858d"/><path d="M340 130 Q400 90 460 130 L450 270 Q400 310 350 270Z" fill="#9aa4ab"/><path d="M400 130 V270" stroke="#6d767d" stroke-width="6"/><rect x="374" y="520" width="52" height="18" fill="${p.main}"/></g>`,
  basket: (p) =>
    `<path d="M300 330 Q400 ${170 + p.vary(-20, 20)} 500 330" stroke="${p.dark}" stroke-width="18" fill="none"/><path d="M230 330 H570 L530 545 Q526 560 508 560 H292 Q274 560 270 545Z" fill="#cfa76e"/>${Array.from({ length: 5 }, (_, n) => `<path d="M${238 + n * 6} ${362 + n * 40} H${562 - n * 6}" stroke="#a97c43" stroke-width="8" stroke-dasharray="22 14"/>`).join('')}<rect x="220" y="318" width="360" height="30" rx="15" fill="${p.main}"/>`,
  candle: (p) =>
    `<ellipse cx="400" cy="230" rx="90" ry="90" fill="#ffdf9c" opacity=".6"/><path d="M400 180 Q430 230 400 262 Q370 230 400 180Z" fill="#f2a63b"/><path d="M400 262 V300" stroke="#473a2d" stroke-width="6"/><rect x="290" y="300" width="220" height="260" rx="22" fill="${p.main}"/><rect x="290" y="300" width="220" height="46" rx="22" fill="${p.light}"/><rect x="${320 + p.vary(-6, 6)}" y="400" width="160" height="90" rx="8" fill="#fffaf0"/><path d="M344 432 h112 M360 456 h80" stroke="${p.dark}" stroke-width="6"/>`,
  sweater: (p) =>
    `<path d="M320 200 L210 250 L150 480 L226 505 L270 360 V560 H530 V360 L574 505 L650 480 L590 250 L480 200 Q400 260 320 200Z" fill="${p.main}"/><path d="M320 200 Q400 260 480 200 L466 190 Q400 232 334 190Z" fill="${p.dark}"/>${stripes(270, 300 + p.vary(0, 20), 260, 3, 26, p.light)}<rect x="270" y="534" width="260" height="26" fill="${p.dark}" opacity=".5"/>`,
  shirt: (p) =>
    `<path d="M330 190 L230 240 L190 400 L260 418 L280 350 V570 H520 V350 L540 418 L610 400 L570 240 L470 190 L400 240Z" fill="${p.main}"/><path d="M330 190 L400 240 L470 190 L440 176 H360Z" fill="${p.light}"/><path d="M400 240 V570" stroke="${p.dark}" stroke-width="4"/>${[300, 370, 440, 510].map((y) => `<circle cx="412" cy="${y}" r="6" fill="${p.dark}"/>`).join('')}<rect x="440" y="${320 + p.vary(-10, 10)}" width="60" height="66" fill="${p.light}" opacity=".7"/>`,
  trousers: (p) =>
    `<path d="M290 180 H510 L540 570 H430 L400 300 L370 570 H260Z" fill="${p.main}"/><rect x="288" y="176" width="224" height="36" fill="${p.dark}"/><path d="M350 220 L320 570 M450 220 L480 570" stroke="${p.light}" stroke-width="4" opacity=".6"/><path d="M400 212 V300" stroke="${p.dark}" stroke-width="4"/><path d="M392 194 q8 ${40 + p.vary(0, 20)} -10 70 M408 194 q-4 40 12 66" stroke="${p.light}" stroke-width="6" fill="none"/>`,
  bag: (p) =>
    `<path d="M310 300 Q320 150 400 150 Q480 150 490 300" fill="none" stroke="${p.dark}" stroke-width="20"/><path d="M230 300 H570 L600 540 Q600 560 580 560 H220 Q200 560 200 540Z" fill="${p.main}"/><path d="M212 470 H588 L600 540 Q600 560 580 560 H220 Q200 560 200 540Z" fill="${p.dark}" opacity=".55"/><rect x="${350 + p.vary(-20, 20)}" y="360" width="100" height="60" rx="6" fill="#9a6a3c"/>`,
  scarf: (p) =>
    `<path d="M250 240 Q400 160 550 240 Q580 300 540 350 Q400 410 260 350 Q220 300 250 240Z" fill="${p.main}"/><path d="M300 330 L270 560 H370 L390 350Z" fill="${p.dark}"/><path d="M410 350 L440 580 H540 L500 330Z" fill="${p.light}"/>${stripes(280, 500 + p.vary(-8, 8), 84, 2, 18, '#fff')}<path d="M280 270 Q400 220 520 270" stroke="${p.light}" stroke-width="8" fill="none"/>`,
  box: (p) =>
    `<rect x="240" y="330" width="320" height="230" rx="12" fill="${p.main}"/><rect x="220" y="290" width="360" height="64" rx="12" fill="${p.dark}"/><rect x="370" y="290" width="60" height="270" fill="${p.light}" opacity=".8"/><path d="M400 290 q-70 ${-70 - p.vary(0, 20)} -90 -20 q10 30 90 20 q70 -70 90 -20 q-10 30 -90 20" fill="${p.light}"/>`,
};
