/**
 * Texts in Chinese and English.
 *
 * ```ts
 * const words = catalog(
 *   { title: "会员", found: (n: number) => `共 ${n} 位` },
 *   { title: "Members", found: (n) => `${n} ${n === 1 ? "member" : "members"}` },
 * );
 * const t = useWords(words);
 * ```
 *
 * Chinese is written first and gives the shape; English has to have the same. A text that is missing, or one too many, does not compile.
 */
import { type Lang, useLang } from "./lang.ts";

/** The shape of a catalog: texts and functions that give texts, nested as deep as need be. */
type Shape<T> = T extends string
  ? string
  : T extends (...figures: infer Figures) => string
    ? (...figures: Figures) => string
    : { readonly [Key in keyof T]: Shape<T[Key]> };

export type Catalog<T> = Record<Lang, Shape<T>>;

export function catalog<const T>(zh: T, en: Shape<NoInfer<T>>): Catalog<T> {
  return { zh: zh as Shape<T>, en };
}

/** The texts of a catalog in the language of the page. */
export function useWords<T>(words: Catalog<T>): Shape<T> {
  return words[useLang()];
}
