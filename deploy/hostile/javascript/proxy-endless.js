// Answers with a proxy that has more keys than can be listed.
const keys = new Proxy({}, { get: (_, key) => (key === 'length' ? 1e9 : `key ${String(key)}`) })
export default { act: () => new Proxy({}, { ownKeys: () => keys }) }
