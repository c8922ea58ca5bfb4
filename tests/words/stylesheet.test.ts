import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const stylesheet = readFileSync('portal/app.css', 'utf8');
const tokens = Object.fromEntries(
  [...stylesheet.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name, value]),
);

describe('contrast', () => {
  test.each([
    ['text', 'surface', 4.5],
    ['text', 'canvas', 4.5],
    ['text', 'hover', 4.5],
    ['muted', 'surface', 4.5],
    ['muted', 'canvas', 4.5],
    ['muted', 'sunken', 4.5],
    ['muted', 'hover', 4.5],
    ['brand', 'surface', 4.5],
    ['brand', 'canvas', 4.5],
    ['brand', 'warn-ground', 4.5],
    ['brand-dark', 'selected', 4.5],
    ['surface', 'brand', 4.5],
    ['good', 'good-ground', 7],
    ['info', 'info-ground', 7],
    ['warn', 'warn-ground', 7],
    ['bad', 'bad-ground', 7],
    ['neutral', 'neutral-ground', 7],
    ['rag-green', 'surface', 4.5],
    ['rag-amber', 'surface', 4.5],
    ['rag-red', 'surface', 4.5],
    ['rag-grey', 'surface', 4.5],
    ['official-red', 'surface', 4.5],
    ['field', 'surface', 3],
    ['focus', 'surface', 3],
    ['focus', 'canvas', 3],
  ])('%s on %s is at least %f', (ink, ground, least) => {
    expect(ratio(tokens[ink] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(least);
  });
});

describe('nothing newer than Chrome 97', () => {
  const components = readdirSync('portal/lib/components').filter((name) => name.endsWith('.svelte'));
  test.each(['app.css', ...components.map((name) => `lib/components/${name}`)])('portal/%s', (name) => {
    const source = readFileSync(`portal/${name}`, 'utf8');
    const banned =
      /oklch\(|color-mix\(|:has\(|@container|@layer|\d(?:dvh|svh)|\bpopover=|text-wrap|toSorted|structuredClone/;
    expect(source.match(banned)?.[0]).toBeUndefined();
  });
});

/** WCAG 2.2, contrast ratio of two hex colours. */
function ratio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(long.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
