/**
 * A line of CSV (RFC 4180). A field that a spreadsheet would take for a formula gets an apostrophe before it, which the
 * spreadsheet takes for "this is text"; numbers below zero stay numbers.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

function isFormula(text: string): boolean {
  return /^\s*[=+\-@|%\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)
}
