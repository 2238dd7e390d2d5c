import { expect, test } from "vitest";
import { dark, light, styleSheet, type Tokens } from "./tokens.ts";

test("the style sheet says what the tokens say", async () => {
  await expect(styleSheet()).toMatchFileSnapshot("./tokens.css");
});

/** Relative luminance, as WCAG 2 reckons it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ["light", light],
  ["dark", dark],
])("every text of %s is read with ease on every ground it stands on", (_, tokens: Tokens) => {
  const grounds = [tokens.paper, tokens.sheet, tokens.inset];
  for (const text of [tokens.ink, tokens.ink2, tokens.ink3, tokens.seal, tokens.pine, tokens.amber, tokens.indigo]) {
    for (const ground of grounds) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThan(4.5);
  }
  expect(contrast(tokens.onSeal, tokens.sealFill)).toBeGreaterThan(4.5);
  expect(contrast(tokens.onSeal, tokens.sealHover)).toBeGreaterThan(4.5);
  expect(contrast(tokens.seal, tokens.sealWash)).toBeGreaterThan(4.5);
  expect(contrast(tokens.pine, tokens.pineWash)).toBeGreaterThan(4.5);
  expect(contrast(tokens.amber, tokens.amberWash)).toBeGreaterThan(4.5);
  expect(contrast(tokens.indigo, tokens.indigoWash)).toBeGreaterThan(4.5);
});
