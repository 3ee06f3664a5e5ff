// Bidirectional overrides reorder the text around them; a bubble must not be able to rewrite its neighbours.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/

/** Whether text can be stored and shown on one line: well-formed UTF-16 without control or override characters. */
export function isPlainLine(text: string): boolean {
  return text.isWellFormed() && !unprintable.test(text)
}

/** As `isPlainLine`, but line feeds and tabs are allowed. */
export function isPlainText(text: string): boolean {
  return isPlainLine(text.replace(/[\n\t]/g, ' '))
}
