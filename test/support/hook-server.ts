import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { until } from './until.ts'

/** One request that a hook got, with its body as it came and as JSON. */
export type HookRequest = { method: string; path: string; headers: IncomingHttpHeaders; text: string; body: any }

/** A web hook of a test on a port of its own, and what it was asked. */
export type HookServer = {
  url: string
  requests: HookRequest[]
  /** Connections that were ever made. */
  connections: Socket[]
  /** Waits until every connection is closed, and returns the bytes that went out to the last. */
  abandoned(): Promise<number>
  close(): void
}

export type AnswerHook = (request: HookRequest, response: ServerResponse) => void | Promise<void>

/** Starts a hook that answers over HTTP as it is told. */
export function startHook(answer: AnswerHook): Promise<HookServer> {
  const requests: HookRequest[] = []
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming)
    requests.push(request)
    await answer(request, response)
  })
  return listen(server, requests)
}

/** A hook that answers with JSON. */
export function startJsonHook(valueOf: (request: HookRequest) => unknown): Promise<HookServer> {
  return startHook((request, response) => sendJson(response, valueOf(request)))
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

/** Starts something that gets a request and then writes to the connection whatever it likes. */
export function startRawHook(answer: (socket: Socket) => void): Promise<HookServer> {
  const server = createTcpServer((socket) => {
    let text = ''
    socket.on('error', () => {}).setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
      const length = /content-length: (\d+)/i.exec(text)?.[1]
      const head = text.indexOf('\r\n\r\n')
      if (length === undefined || head < 0 || text.length < head + 4 + Number(length)) return
      text = ''
      answer(socket)
    })
  })
  return listen(server, [])
}

/** Writes a piece to a connection again and again, as fast as it is taken, until it is closed. */
export function writeForever(socket: Socket | ServerResponse, piece: string | Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  more()
}

async function listen(server: Server, requests: HookRequest[]): Promise<HookServer> {
  const connections: Socket[] = []
  server.on('connection', (socket: Socket) => connections.push(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, requests, connections, abandoned, close }

  function abandoned(): Promise<number> {
    return until(
      'the connections are closed',
      () => connections.every(({ destroyed }) => destroyed) && connections.at(-1)!.bytesWritten,
      20_000,
    )
  }

  function close(): void {
    server.close()
    for (const socket of connections) socket.destroy()
  }
}

async function read(incoming: IncomingMessage): Promise<HookRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const { method = '', url = '', headers } = incoming
  return { method, path: url, headers, text, body: text === '' ? undefined : JSON.parse(text) }
}
