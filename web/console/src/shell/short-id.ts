/** `mem_…4a24`: what tells an id of ours from another is its end. Others, which people gave, stay whole unless they are long. */
export function shortId(id: string): string {
  const own = /^([a-z]{2,4}_)[0-9a-f]{12,}$/.exec(id);
  if (own) return `${own[1]}…${id.slice(-4)}`;
  return id.length > 24 ? `${id.slice(0, 11)}…${id.slice(-10)}` : id;
}
