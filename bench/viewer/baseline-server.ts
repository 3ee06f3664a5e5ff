import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express from 'express'
import { WebSocketServer } from 'ws'
import { answerAsks } from '#bench/village/asks'
import { createMotion } from '#bench/village/motion'

const tickMs = 100

// What the baseline's page is served by: its files, packed as the village packs its own, and everyone's position as
// JSON over a WebSocket ten times a second.
const app = express()
const server = createServer(app)
const sockets = new WebSocketServer({ server })
let motion = createMotion(0)

const asks = {
  start: async ({ agents, dir }: { agents: number; dir: string }): Promise<{ url: string }> => {
    motion = createMotion(agents)
    app.use(compression())
    app.get('/api/world', (_, response) => void response.json({ agents: world() }))
    app.use(express.static(dir))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    setInterval(tick, tickMs)
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  },
  stop: () => process.exit(0),
}
export type BaselineServer = typeof asks
answerAsks(asks)

function tick(): void {
  const message = JSON.stringify({ time: Date.now(), agents: world() })
  for (const socket of sockets.clients) socket.send(message)
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
