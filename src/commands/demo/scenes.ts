/** A picture that the demo draws: what it shows, in which light, and how it is cut. */
export interface Scene {
  readonly shows: keyof typeof DRAWERS;
  readonly light: keyof typeof LIGHTS;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Two scenes that differ in nothing else differ by this. */
  readonly turn: number;
}

/** Sky above, sky below, far, near, and the one warm thing in each light. */
const LIGHTS = {
  dawn: ["#f6d9c4", "#f3b39b", "#a9738a", "#4b3a5c", "#fff3dc"],
  day: ["#a9d3e8", "#e7f1ec", "#6f9f9a", "#24514f", "#f4c95d"],
  dusk: ["#2c3e63", "#e08e6d", "#5b4468", "#1e1b33", "#ffd9a0"],
  night: ["#0f1a33", "#31456b", "#1c2947", "#0a101f", "#f5ecd0"],
  autumn: ["#f2e3c6", "#e9b872", "#b5622f", "#5a2a1c", "#f7d774"],
  moss: ["#dfe7d2", "#b8cba3", "#6d8a58", "#2e4430", "#f0b67f"],
  clay: ["#efe2d6", "#dcb9a0", "#b3704f", "#5d3527", "#2f4858"],
} as const;
type Light = readonly [string, string, string, string, string];

/** Chance that always falls alike: a linear congruential generator (Numerical Recipes), 0 to 1. */
function chanceOf(turn: number): () => number {
  let state = (turn * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Drawing {
  readonly w: number;
  readonly h: number;
  readonly light: Light;
  readonly chance: () => number;
}

const DRAWERS = {
  mountains: (drawing: Drawing) => sun(drawing, 0.3) + ridges(drawing, 5, 0.42),
  dunes: (drawing: Drawing) => sun(drawing, 0.36) + waves(drawing, 5, 0.5, 0.05),
  sea: (drawing: Drawing) => sun(drawing, 0.44) + waves(drawing, 9, 0.55, 0.006) + glitter(drawing),
  lighthouse: (drawing: Drawing) => waves(drawing, 6, 0.66, 0.008) + tower(drawing),
  forest: (drawing: Drawing) => sun(drawing, 0.3) + ridges(drawing, 2, 0.45) + trees(drawing),
  city: (drawing: Drawing) => sun(drawing, 0.34) + houses(drawing),
  tiles,
  bowls,
  leaves,
} as const;

/** The scene as SVG. */
export function sceneSvg({ shows, light, widthPx: w, heightPx: h, turn }: Scene): string {
  const drawing: Drawing = { w, h, light: LIGHTS[light], chance: chanceOf(turn) };
  const [top, low] = drawing.light;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset=".75" stop-color="${low}"/></linearGradient></defs>
<rect width="${w}" height="${h}" fill="url(#sky)"/>${DRAWERS[shows](drawing)}</svg>`;
}

const at = (value: number): string => value.toFixed(1);

/** A colour between two of the form #rrggbb. */
function between(one: string, other: string, part: number): string {
  const channel = (colour: string, from: number) => Number.parseInt(colour.slice(from, from + 2), 16);
  const mixed = [1, 3, 5].map((from) => Math.round(channel(one, from) * (1 - part) + channel(other, from) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function sun({ w, h, light, chance }: Drawing, height: number): string {
  const x = w * (0.25 + chance() * 0.5);
  const r = Math.min(w, h) * (0.07 + chance() * 0.05);
  const disc = (scale: number, opacity: number) =>
    `<circle cx="${at(x)}" cy="${at(h * height)}" r="${at(r * scale)}" fill="${light[4]}" opacity="${opacity}"/>`;
  return disc(2.6, 0.12) + disc(1.7, 0.2) + disc(1, 0.95);
}

/** Ranges one behind the other, each a line broken at ever finer points. */
function ridges({ w, h, light, chance }: Drawing, count: number, from: number): string {
  return Array.from({ length: count }, (_, n) => {
    const base = h * (from + ((1 - from) * n) / count);
    let points = [0, 0];
    for (let size = h * 0.22; size > h * 0.008; size /= 2)
      points = points.flatMap((y, index) => {
        const next = points[index + 1];
        return next === undefined ? [y] : [y, (y + next) / 2 + (chance() - 0.55) * size];
      });
    const line = points.map((y, index) => `${at((w * index) / (points.length - 1))},${at(base + y)}`).join(" L");
    const colour = between(between(light[1], light[2], 0.55), light[3], n / Math.max(1, count - 1));
    return `<path d="M0,${h} L${line} L${w},${h}Z" fill="${colour}"/>`;
  }).join("");
}

function waves({ w, h, light, chance }: Drawing, count: number, from: number, swing: number): string {
  return Array.from({ length: count }, (_, n) => {
    const y = h * (from + ((1 - from) * n) / count);
    const rise = h * swing * (1 + n);
    const turn = (chance() - 0.5) * w * 0.3;
    const curve = `M0,${at(y + rise)} C${at(w * 0.3 + turn)},${at(y - rise)} ${at(w * 0.6 + turn)},${at(y + rise * 2)} ${w},${at(y - rise * 0.4)}`;
    const colour = between(between(light[1], light[2], 0.4), light[3], n / (count - 1));
    return `<path d="${curve} L${w},${h} L0,${h}Z" fill="${colour}"/>`;
  }).join("");
}

function glitter({ w, h, light, chance }: Drawing): string {
  return Array.from({ length: 60 }, () => {
    const depth = chance();
    const length = w * (0.01 + depth * 0.05);
    return `<rect x="${at(w * (0.2 + chance() * 0.6))}" y="${at(h * (0.57 + depth * 0.4))}" width="${at(length)}" height="${at(h * 0.003 + depth * 2)}" rx="2" fill="${light[4]}" opacity="${at(0.15 + chance() * 0.4)}"/>`;
  }).join("");
}

function tower({ w, h, light, chance }: Drawing): string {
  const x = w * (0.4 + chance() * 0.25);
  const [foot, top, half] = [h * 0.78, h * 0.26, w * 0.045];
  const beam = (towards: number) =>
    `<path d="M${at(x)},${at(top)} L${at(towards)},${at(top - h * 0.09)} L${at(towards)},${at(top + h * 0.1)}Z" fill="${light[4]}" opacity=".28"/>`;
  const bands = [0, 1, 2].map((n) => {
    const [y, height] = [top + (foot - top) * (0.12 + n * 0.3), (foot - top) * 0.13];
    return `<rect x="${at(x - half * 1.1)}" y="${at(y)}" width="${at(half * 2.2)}" height="${at(height)}" fill="#b4452f" clip-path="url(#tower)"/>`;
  });
  const body = `M${at(x - half)},${at(foot)} L${at(x - half * 0.6)},${at(top)} h${at(half * 1.2)} L${at(x + half)},${at(foot)}Z`;
  return `<clipPath id="tower"><path d="${body}"/></clipPath>${beam(0)}${beam(w)}<path d="${body}" fill="#f4efe6"/>${bands.join("")}
<rect x="${at(x - half * 0.8)}" y="${at(top - half * 0.9)}" width="${at(half * 1.6)}" height="${at(half * 0.9)}" fill="${light[4]}"/><path d="M${at(x - half)},${at(top - half * 0.9)} L${at(x)},${at(top - half * 2)} L${at(x + half)},${at(top - half * 0.9)}Z" fill="#3a2a2a"/>
<ellipse cx="${at(x)}" cy="${at(foot + h * 0.02)}" rx="${at(w * 0.16)}" ry="${at(h * 0.05)}" fill="${light[3]}"/>`;
}

function trees({ w, h, light, chance }: Drawing): string {
  const stand = Array.from({ length: 46 }, (_, n) => ({ depth: n / 46, x: chance() * w, size: 0.7 + chance() * 0.6 }));
  return stand
    .map(({ depth, x, size }) => {
      const height = h * (0.16 + depth * 0.26) * size;
      const foot = h * (0.66 + depth * 0.4);
      const width = height * 0.34;
      const colour = between(light[2], light[3], 0.25 + depth * 0.75);
      return `<path d="M${at(x)},${at(foot - height)} L${at(x + width / 2)},${at(foot)} L${at(x - width / 2)},${at(foot)}Z" fill="${colour}"/>`;
    })
    .join("");
}

function houses({ w, h, light, chance }: Drawing): string {
  let drawn = "";
  for (const row of [0, 1, 2]) {
    const colour = between(light[2], light[3], row / 2);
    for (let x = -10; x < w; ) {
      const width = w * (0.06 + chance() * 0.08);
      const top = h * (0.34 + row * 0.16 + chance() * 0.2);
      drawn += `<rect x="${at(x)}" y="${at(top)}" width="${at(width + 1)}" height="${at(h - top)}" fill="${colour}"/>`;
      for (let window = 0; row > 0 && window < 8; window += 1)
        if (chance() < 0.5)
          drawn += `<rect x="${at(x + width * (0.2 + 0.35 * (window % 2)))}" y="${at(top + h * (0.03 + 0.05 * Math.floor(window / 2)))}" width="${at(width * 0.16)}" height="${at(h * 0.022)}" fill="${light[4]}" opacity=".85"/>`;
      x += width;
    }
  }
  return drawn;
}

/** Quarter circles in squares, as on old floors. */
function tiles({ w, h, light, chance }: Drawing): string {
  const side = Math.min(w, h) / 5;
  let drawn = "";
  for (let y = 0; y < h; y += side)
    for (let x = 0; x < w; x += side) {
      const pick = () => light[Math.floor(chance() * light.length)] ?? light[0];
      const [cx, cy] = [x + (chance() < 0.5 ? 0 : side), y + (chance() < 0.5 ? 0 : side)];
      const clip = `t${Math.round(x)}-${Math.round(y)}`;
      drawn += `<clipPath id="${clip}"><rect x="${at(x)}" y="${at(y)}" width="${at(side + 0.5)}" height="${at(side + 0.5)}"/></clipPath><g clip-path="url(#${clip})"><rect x="${at(x)}" y="${at(y)}" width="${at(side + 0.5)}" height="${at(side + 0.5)}" fill="${pick()}"/><circle cx="${at(cx)}" cy="${at(cy)}" r="${at(side)}" fill="${pick()}"/><circle cx="${at(cx)}" cy="${at(cy)}" r="${at(side * 0.5)}" fill="${pick()}"/></g>`;
    }
  return drawn;
}

/** Three bowls on a board. */
function bowls({ w, h, light, chance }: Drawing): string {
  const table = `<rect y="${at(h * 0.66)}" width="${w}" height="${at(h * 0.34)}" fill="${between(light[1], light[3], 0.45)}"/>`;
  return (
    table +
    [0.24, 0.52, 0.78]
      .map((x, n) => {
        const [cx, r] = [w * (x + (chance() - 0.5) * 0.05), Math.min(w, h) * (0.13 + chance() * 0.07)];
        const foot = h * (0.72 + n * 0.04);
        const colour = between(light[2], light[4], n / 2.2);
        return `<ellipse cx="${at(cx + r * 0.15)}" cy="${at(foot)}" rx="${at(r * 1.05)}" ry="${at(r * 0.16)}" fill="#000" opacity=".18"/>
<path d="M${at(cx - r)},${at(foot - r)} a${at(r)},${at(r)} 0 0 0 ${at(r * 2)},0Z" fill="${colour}"/><ellipse cx="${at(cx)}" cy="${at(foot - r)}" rx="${at(r)}" ry="${at(r * 0.22)}" fill="${between(colour, "#ffffff", 0.35)}"/><ellipse cx="${at(cx)}" cy="${at(foot - r * 0.98)}" rx="${at(r * 0.86)}" ry="${at(r * 0.15)}" fill="${between(colour, light[3], 0.6)}"/>`;
      })
      .join("")
  );
}

/** A twig with its leaves. */
function leaves({ w, h, light, chance }: Drawing): string {
  const stem = `<path d="M${at(w * 0.5)},${h} C${at(w * 0.48)},${at(h * 0.7)} ${at(w * 0.56)},${at(h * 0.4)} ${at(w * 0.5)},${at(h * 0.1)}" stroke="${light[3]}" stroke-width="${at(w * 0.012)}" fill="none"/>`;
  return (
    stem +
    Array.from({ length: 13 }, (_, n) => {
      const y = h * (0.9 - n * 0.062);
      const length = w * (0.34 - n * 0.014);
      const angle = (n % 2 === 0 ? -34 : 214) + (chance() - 0.5) * 22;
      const colour = between(light[2], n % 3 === 0 ? light[4] : light[3], chance() * 0.6);
      return `<path transform="translate(${at(w * 0.51)} ${at(y)}) rotate(${at(angle)})" d="M0,0 C${at(length * 0.3)},${at(-length * 0.28)} ${at(length * 0.8)},${at(-length * 0.2)} ${at(length)},0 C${at(length * 0.8)},${at(length * 0.2)} ${at(length * 0.3)},${at(length * 0.28)} 0,0Z" fill="${colour}"/>`;
    }).join("")
  );
}
