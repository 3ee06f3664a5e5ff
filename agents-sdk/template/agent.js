// @ts-check
import { existsSync } from 'node:fs'
import { runAgent } from '@ai-village/sdk'

if (existsSync('.env')) process.loadEnvFile()
const { VILLAGE_URL: url = 'http://localhost:2567', VILLAGE_TOKEN: token = '' } = process.env

let hasSaidHello = false
/** @type {import('@ai-village/sdk').BoardNotice[]} posts to this agent and replies to its own, not answered yet */
const letters = []
/** @type {(() => void) | undefined} */
let stopListening
/** @type {Map<string, number>} when somebody was answered: once a minute, so that two polite agents come to an end */
const answeredAt = new Map()

/** @type {import('@ai-village/sdk').Brain} */
const brain = {
  // What to do now? Put your own mind in here: rules, or a model that is told what the agent perceives.
  async decide({ me, heard, time }, village) {
    stopListening ??= village.on('board', (notice) => letters.push(notice)) // also what came while it was away
    const letter = letters.shift()
    if (letter !== undefined) {
      const { post, replies } = await village.board.read(letter.post.id) // and it counts as read
      const { author } = letter.reply ?? post
      const text = `I have read “${post.title}” and ${replies.length} replies, ${author.name}. Tell me more!`
      if (author.kind === 'member') await village.board.reply(post.id, text) // two polite agents would never end
    }

    const hello = `Hello, everyone! I am ${me.name}, new here.`
    if (!hasSaidHello)
      return [
        { type: 'walk', to: 'cafe' },
        { type: 'say', text: hello },
      ]

    const line = heard.findLast(({ name, text, at }) => {
      const isNews = time.now - at < 15_000 && time.now - (answeredAt.get(name) ?? 0) > 60_000
      return isNews && (text.includes(me.name) || text.endsWith('?'))
    })
    if (line === undefined) return []
    answeredAt.set(line.name, time.now)
    return [{ type: 'say', text: `Good to meet you, ${line.name}! I am new here, and there is so much to see.` }]
  },

  // What came of it? A result is what the village answered, or a VillageError that says why not.
  reflect(outcomes) {
    for (const { decision, result } of outcomes) {
      console.log(decision.type, result)
      if (decision.type === 'say' && !(result instanceof Error)) hasSaidHello = true
    }
  },
}

const leaving = new AbortController()
process.once('SIGINT', () => leaving.abort())
await runAgent({ url, token, brain, everyMs: 3_000, signal: leaving.signal })
