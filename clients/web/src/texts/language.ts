import { keep, kept } from '../store';

export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];

const known = (text: string | undefined): Locale | undefined => locales.find(l => l === text?.slice(0, 2));
const locale: Locale = known(kept<string>('cv.langue') ?? undefined) ?? navigator.languages.map(known).find(Boolean) ?? locales[0];
const plurals = new Intl.PluralRules(locale);

export const getLocale = () => locale;

/** Everything on the page is in the new language: it is simplest to load it anew. Drafts are kept. */
export function setLocale(to: Locale) {
  keep('cv.langue', to);
  location.reload();
}

/** One text, in each language in the order of locales. */
export const pick = (...texts: string[]) => texts[locales.indexOf(locale)]!;
/** The form for one, or for more, as the language counts. */
export const count = (n: number, one: string, other: string) => (plurals.select(n) === 'one' ? one : other);
