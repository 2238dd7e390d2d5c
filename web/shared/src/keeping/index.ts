/** What this browser keeps between visits. Where it may keep nothing, nothing is kept. */
export function kept(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

export function keep(place: string, value: string) {
  try {
    localStorage.setItem(place, value);
  } catch {
    // A browser that forbids it: the choice lasts as long as the page.
  }
}
