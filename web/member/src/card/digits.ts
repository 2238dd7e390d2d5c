/** Parts digits in fours, as they stand on cards: `880012345674` is `8800 1234 5674`. */
export function inFours(digits: string): string[] {
  return digits.match(/\d{1,4}/g) ?? [];
}
