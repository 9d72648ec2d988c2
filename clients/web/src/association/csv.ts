/**
 * Rows as a French spreadsheet opens them: semicolons, a mark of UTF-8, decimal commas. What a spreadsheet would take for a
 * formula is text.
 */
export const csv = (rows: readonly (readonly (string | number)[])[]) => `\ufeff${rows.map(row => row.map(cell).join(';')).join('\r\n')}\r\n`;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
