/** The way there in the telephone's own map; null on a machine that has none. */
export function directions(address: string, userAgent: string): string | null {
  const to = encodeURIComponent(address);
  return /iPhone|iPad/.test(userAgent) ? `maps://?daddr=${to}` : /Android/.test(userAgent) ? `geo:0,0?q=${to}` : null;
}
