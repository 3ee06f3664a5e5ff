// Answers with what differs from run to run where time and chance are let in.
export default {
  act: () => [Math.random(), Date.now(), new Date().toString(), globalThis.performance?.now?.() ?? 0],
}
