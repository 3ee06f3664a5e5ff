import { sendJson, startHook, type HookRequest, type HookServer } from './hook-server.ts'

type Point = { x: number; y: number }
type Snake = { id: string; health: number; body: Point[]; head: Point; length: number }
type Request = {
  game: object
  turn: number
  board: { width: number; height: number; food: Point[]; snakes: Snake[] }
  you: Snake
}

const directions = { up: { x: 0, y: 1 }, right: { x: 1, y: 0 }, down: { x: 0, y: -1 }, left: { x: -1, y: 0 } } as const
type Direction = keyof typeof directions

/**
 * A small snake by the Battlesnake API (docs.battlesnake.com/api), as somebody brings it along: it hits no wall and no body,
 * keeps clear of larger heads, stays where there is room, and goes for food. `onRequest` may answer in its place.
 */
export function startSnake(onRequest: (request: HookRequest) => unknown = () => undefined): Promise<HookServer> {
  return startHook(async (request, response) => {
    const instead = await onRequest(request)
    if (instead !== undefined) return sendJson(response, instead)
    const { method, path, body } = request
    switch (`${method} ${path.split('?', 1)[0]!.replace(/^.*\/(?=\w)/, '/')}`) {
      case 'GET /':
        return sendJson(response, {
          apiversion: '1',
          author: 'tests',
          color: '#3344aa',
          head: 'default',
          tail: 'default',
        })
      case 'POST /start':
      case 'POST /end':
        return sendJson(response, {})
      case 'POST /move':
        return sendJson(response, { move: chooseMove(body), shout: `turn ${body.turn}` })
      default:
        response.writeHead(404).end()
    }
  })
}

function chooseMove({ board, you }: Request): Direction {
  const taken = new Set(board.snakes.flatMap(({ body }) => body.slice(0, -1).map(key))) // tails move on
  const dangers = new Set(
    board.snakes
      .filter(({ id, length }) => id !== you.id && length >= you.length)
      .flatMap(({ head }) => names.map((name) => key(next(head, name)))),
  )
  const isFree = (point: Point) => isOn(board, point) && !taken.has(key(point))
  const worth = (name: Direction): number => {
    const point = next(you.head, name)
    if (!isFree(point)) return -Infinity
    const room = Math.min(roomAt(point, isFree), you.length * 2)
    return room * 100 - (dangers.has(key(point)) ? 1_000 : 0) - nearest(board.food, point)
  }
  return names.toSorted((a, b) => worth(b) - worth(a))[0]!
}

const names = Object.keys(directions) as Direction[]

function roomAt(start: Point, isFree: (point: Point) => boolean): number {
  const seen = new Set([key(start)])
  const open = [start]
  for (let point = open.pop(); point !== undefined; point = open.pop())
    for (const name of names) {
      const beside = next(point, name)
      if (!isFree(beside) || seen.has(key(beside))) continue
      seen.add(key(beside))
      open.push(beside)
    }
  return seen.size
}

function nearest(food: Point[], { x, y }: Point): number {
  return Math.min(50, ...food.map((one) => Math.abs(one.x - x) + Math.abs(one.y - y)))
}

function next({ x, y }: Point, name: Direction): Point {
  return { x: x + directions[name].x, y: y + directions[name].y }
}

function isOn({ width, height }: Request['board'], { x, y }: Point): boolean {
  return x >= 0 && x < width && y >= 0 && y < height
}

function key({ x, y }: Point): string {
  return `${x},${y}`
}
