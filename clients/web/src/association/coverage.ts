interface Place { label: string; latitude: number; longitude: number; communeCode: string }
export interface Need { id: string; minutes: number; place: Place }
export interface Help { id: string; minutesLeftThisMonth: number; maxDistanceMetres: number; place: Place }

/** Great-circle distance in metres, on a sphere of the Earth's mean radius. */
export function metresBetween(a: Place, b: Place): number {
  const rad = (d: number) => (d * Math.PI) / 180;
  const h = Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
}

export interface Area { commune: string; name: string; requests: number; needed: number; helpers: number; minutes: number; missing: number }

/**
 * For each commune with open requests: minutes asked, and minutes of volunteers who come that far. "missing" is what nobody's month
 * could give. A volunteer within reach of two communes is counted in both: it says who could come, not who will.
 */
export function coverage(needs: readonly Need[], helps: readonly Help[]): Area[] {
  const areas = new Map<string, Need[]>();
  for (const need of needs) areas.set(need.place.communeCode, [...(areas.get(need.place.communeCode) ?? []), need]);
  return [...areas].map(([commune, here]) => {
    const reach = helps.filter(h => h.minutesLeftThisMonth > 0 && here.some(n => metresBetween(n.place, h.place) <= h.maxDistanceMetres));
    const needed = here.reduce((n, r) => n + r.minutes, 0);
    const minutes = reach.reduce((n, h) => n + h.minutesLeftThisMonth, 0);
    return { commune, name: nameOf(here[0]!.place.label), requests: here.length, needed, helpers: reach.length, minutes, missing: Math.max(0, needed - minutes) };
  }).sort((a, b) => b.missing - a.missing || b.needed - a.needed);
}

/** "75017 Paris" of "12 rue de Saussure, 75017 Paris": an area is not an address. */
export const nameOf = (label: string) => label.split(',').at(-1)!.trim();
