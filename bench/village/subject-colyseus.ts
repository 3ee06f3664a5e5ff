import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { matchMaker, Room, Server } from '@colyseus/core'
import { Encoder, schema, t, type SchemaType } from '@colyseus/schema'
import { WebSocketTransport } from '@colyseus/ws-transport'
import { answerAsks } from './asks.ts'
import { createMeter } from './meter.ts'
import { createMotion } from './motion.ts'
import type { Subject } from './subject.ts'

const tickMs = 100
Encoder.BUFFER_SIZE = 512 * 1024

// A room as Colyseus' tutorials write it: positions in the state, patched ten times a second.
const Agent = schema(
  {
    id: t.string().default(''),
    name: t.string().default(''),
    look: t.uint32().default(0),
    x: t.float32().default(0),
    y: t.float32().default(0),
  },
  'Agent',
)
const Plain = schema({ agents: t.map(Agent) }, 'Plain')
type Agent = SchemaType<typeof Agent>

const meter = createMeter()
let motion = createMotion(0)
let isMoving = false

class PlainRoom extends Room<{ state: SchemaType<typeof Plain> }> {
  override autoDispose = false
  override patchRate = tickMs

  override onCreate(): void {
    this.state = new Plain()
    for (const { id, name, look } of motion.movers) this.state.agents.set(id, new Agent({ id, name, look }))
  }

  override broadcastPatch(): boolean {
    const startedAt = performance.now()
    if (isMoving) this.#move()
    const sent = super.broadcastPatch()
    meter.tick(performance.now() - startedAt)
    return sent
  }

  #move(): void {
    const positions = motion.positions(Date.now())
    motion.movers.forEach(({ id }, at) => {
      const agent = this.state.agents.get(id) as Agent
      agent.x = positions[at]!.x
      agent.y = positions[at]!.y
    })
  }
}

const subject: Subject = {
  async start({ agents }) {
    motion = createMotion(agents)
    const server = createServer()
    const colyseus = new Server({ greet: false, transport: new WebSocketTransport({ server }) })
    colyseus.define('plain', PlainRoom)
    await colyseus.listen(0, '127.0.0.1')
    await matchMaker.createRoom('plain', {})
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  },
  go: () => void (isMoving = true),
  begin: meter.begin,
  end: meter.end,
  stop: async () => process.exit(0),
}
answerAsks(subject)
