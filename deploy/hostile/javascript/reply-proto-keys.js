// Answers with names that would change every object of a careless reader.
export default {
  act: () =>
    JSON.parse(
      '{"__proto__":{"polluted":1,"toJSON":1},"constructor":{"prototype":{"polluted":1}},"then":1,"toString":1,"length":-1}',
    ),
}
