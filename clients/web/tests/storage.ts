/** What a browser keeps, for tests that run without one. */
const values = new Map<string, string>();
globalThis.localStorage = {
  getItem: key => values.get(key) ?? null,
  setItem: (key, value) => void values.set(key, value),
  removeItem: key => void values.delete(key),
  clear: () => values.clear(),
  key: i => [...values.keys()][i] ?? null,
  get length() { return values.size; },
};
// Every text is French in the tests, whatever the machine speaks.
Object.defineProperty(globalThis, 'navigator', { value: { language: 'fr', languages: ['fr'] }, configurable: true });
