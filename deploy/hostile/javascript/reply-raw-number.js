// Answers with a number and a name that only raw JSON can have.
export default {
  act: () => ({ big: JSON.rawJSON?.('1e999') ?? 0, long: JSON.rawJSON?.('1' + '0'.repeat(400)) ?? 0 }),
}
