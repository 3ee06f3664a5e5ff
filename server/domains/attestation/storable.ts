const detailCharsMax = 500

/** Text of anyone's making so that it can be stored as jsonb, logged and printed: well-formed, one line, not long. */
export function storable(text: string): string {
  const shown = text.slice(0, detailCharsMax).toWellFormed()
  return shown.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
}
