import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Server } from 'socket.io'
import { answerAsks } from './asks.ts'
import { createMeter } from './meter.ts'
import { createMotion } from './motion.ts'
import type { Subject } from './subject.ts'

const tickMs = 100

// The whole world as JSON over Socket.IO ten times a second: what most towns of agents start with.
const meter = createMeter()
const server = createServer()
const io = new Server(server, { serveClient: false })
let motion = createMotion(0)

const subject: Subject = {
  async start({ agents }) {
    motion = createMotion(agents)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  },
  go: () => void setInterval(tick, tickMs),
  begin: meter.begin,
  end: meter.end,
  stop: async () => process.exit(0),
}
answerAsks(subject)

function tick(): void {
  const startedAt = performance.now()
  io.emit('world', { time: Date.now(), agents: world() })
  meter.tick(performance.now() - startedAt)
}

// What a viewer needs to draw an agent, and no more.
function world(): object[] {
  const positions = motion.positions(Date.now())
  return motion.movers.map(({ id, name, look }, at) => {
    const { x, y, facing, walking } = positions[at]!
    return { id, name, look, x: round(x), y: round(y), facing, doing: walking ? 'walking' : 'idle' }
  })
}

function round(tiles: number): number {
  return Math.round(tiles * 100) / 100
}
