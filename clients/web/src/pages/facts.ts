/**
 * What the accessibility statement rests on. The figures are written by the stories that measured them (tests/http/facts.mjs, which CI compares);
 * an audit and trials with people are written here by whoever made them. The statement follows from this file alone.
 */
import measured from './facts.json';

interface Facts {
  /** Screens and states on which axe found nothing, in the stories of the three doors. */
  screens: number;
  /** Of @axe-core/playwright. */
  axe: string;
  /** Screen readers with which the journeys were tried, with their browser: "NVDA 2026.1, Firefox". */
  readers: string[];
  /** The last audit of the 106 criteria: by whom, on which day, the share of those that apply and are met, 0 to 1; null before the first. */
  audit: { by: string; on: string; rate: number } | null;
}
export const facts: Facts = measured;

/** As the order of 20 September 2019 (RGAA) words it: without an audit "non conforme"; from half of the criteria on "partiellement". */
export function conformity({ audit }: Pick<Facts, 'audit'>): 'none' | 'partial' | 'full' {
  if (!audit || audit.rate < 0.5) return 'none';
  return audit.rate < 1 ? 'partial' : 'full';
}
