// Replaces JSON and whatever else its answer may be written with, by what is no JSON.
const junk = () => '{"status":"returned", no JSON at all \n\u0000'
for (const name of ['stringify', 'parse']) JSON[name] = junk
globalThis.JSON = { stringify: junk, parse: junk }
globalThis.String = junk
String.prototype = null
for (const name of ['toString', 'toJSON', 'trim', 'slice', 'at', 'isWellFormed']) ''.constructor.prototype[name] = junk
export default { act: () => ({ move: 'a' }) }
