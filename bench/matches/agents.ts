import type { Language, Program } from '#domain/sandbox'

// mulberry32 (Tommy Ettinger, public domain): the same choices in each language.
const javascript = `let state = 0
function below(count) {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count)
}
export default {
  init(config) { state = config.seed },
  act: ({ validActions }) => validActions[below(validActions.length)],
}
`

const python = `state = 0

def below(count):
    global state
    state = (state + 0x6d2b79f5) & 0xffffffff
    mixed = (state ^ (state >> 15)) * (state | 1) & 0xffffffff
    mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61) & 0xffffffff)) & 0xffffffff
    return (mixed ^ (mixed >> 14)) * count >> 32

def init(config):
    global state
    state = config['seed']

def act(state):
    actions = state['validActions']
    return actions[below(len(actions))]
`

/** Agents that play by chance: the same choices for the same seed, in either language. */
export const randomAgents = {
  javascript: programOf('javascript', 'agent.js', javascript),
  python: programOf('python', 'agent.py', python),
}

/** An agent whose turns never end. */
export const endlessAgent = programOf('javascript', 'agent.js', 'export default { act() { for (;;); } }')

function programOf(language: Language, main: string, text: string): Program {
  return { language, main, files: new Map([[main, Buffer.from(text)]]) }
}
