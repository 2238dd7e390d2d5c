/**
 * The look: warm paper, ink, one seal red 朱砂, and numerals that line up.
 *
 * Everything that has a colour takes it from here: style sheets as `var(--seal)`, the component library through its theme. The style sheet
 * `tokens.css` is written from this file by its test (`npx vitest run -u tokens`).
 */
export interface Tokens {
  /** The page. */
  paper: string;
  /** What lies on the page: cards, tables, forms. */
  sheet: string;
  /** What is set into a sheet: a hovered row, a field of code. */
  inset: string;
  /** Text. */
  ink: string;
  /** Text that stands back. */
  ink2: string;
  /** Text that explains; the least contrast that is still read with ease. */
  ink3: string;
  /** Lines that part things. */
  line: string;
  /** Lines within a thing. */
  hair: string;
  /** Seal red as text, icon and line. */
  seal: string;
  /** Seal red as a surface. */
  sealFill: string;
  /** Seal red as a surface under the pointer. */
  sealHover: string;
  /** A breath of seal red. */
  sealWash: string;
  /** Text on seal red. */
  onSeal: string;
  /** What comes in, what is right: pine 松绿. */
  pine: string;
  pineWash: string;
  /** What to be careful of: gamboge 藤黄. */
  amber: string;
  amberWash: string;
  /** What is only said: indigo 黛蓝. */
  indigo: string;
  indigoWash: string;
}

export const light: Tokens = {
  paper: "#f5f0e6",
  sheet: "#fdfaf4",
  inset: "#f0e9db",
  ink: "#221d17",
  ink2: "#574e43",
  ink3: "#71675a",
  line: "#d8cdba",
  hair: "#e8dfcf",
  seal: "#b03324",
  sealFill: "#b03324",
  sealHover: "#93281b",
  sealWash: "#f8e7e0",
  onSeal: "#fffaf3",
  pine: "#2f6848",
  pineWash: "#e4eee2",
  amber: "#865a00",
  amberWash: "#f7ecd0",
  indigo: "#345573",
  indigoWash: "#e5ebee",
};

export const dark: Tokens = {
  paper: "#171410",
  sheet: "#201c17",
  inset: "#2a251f",
  ink: "#eee6d8",
  ink2: "#c0b5a4",
  ink3: "#9c917f",
  line: "#40382e",
  hair: "#2f2922",
  seal: "#ea7564",
  sealFill: "#b23d2f",
  sealHover: "#bd4536",
  sealWash: "#3a211c",
  onSeal: "#fff6ec",
  pine: "#86bb9b",
  pineWash: "#1f2e25",
  amber: "#dcab52",
  amberWash: "#352a16",
  indigo: "#97b6d3",
  indigoWash: "#1f2a34",
};

/** Sans for reading and numbers, serif for titles, mono for codes: what the machine has; nothing is fetched. */
export const fonts = {
  sans: '-apple-system, "Segoe UI", "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
  serif:
    '"Iowan Old Style", "Palatino Linotype", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace',
};

/** Corners in px. */
export const radius = 4;

const kebab = (name: string) => name.replace(/[A-Z]/g, (mark) => `-${mark.toLowerCase()}`);

/** The style sheet that says the tokens as variables. */
export function styleSheet(): string {
  const lines = (tokens: Tokens, indent: string) =>
    Object.entries(tokens)
      .map(([name, value]) => `${indent}--${kebab(name)}: ${value};`)
      .join("\n");
  const typefaces = Object.entries(fonts)
    .map(([name, value]) => `  --${name}: ${value};`)
    .join("\n");
  return [
    "/* Made from tokens.ts by its test: change that, then run `npx vitest run -u tokens`. */",
    `:root {\n  color-scheme: light;\n${lines(light, "  ")}\n${typefaces}\n  --radius: ${radius}px;\n}`,
    `@media (prefers-color-scheme: dark) {\n  :root:not([data-theme="light"]) {\n    color-scheme: dark;\n${lines(dark, "    ")}\n  }\n}`,
    `:root[data-theme="dark"] {\n  color-scheme: dark;\n${lines(dark, "  ")}\n}`,
    "",
  ].join("\n\n");
}
