/** How a tier's name stands in its seal. */

/** Up to four Chinese characters are cut as a seal; anything longer, or in letters, is not. */
export function sealOf(label: string): string[] | undefined {
  const marks = [...label];
  const isCut = marks.length > 0 && marks.length <= 4 && marks.every((mark) => /\p{Script=Han}/u.test(mark));
  return isCut ? marks : undefined;
}
