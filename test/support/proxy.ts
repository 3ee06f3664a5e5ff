import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'

/** A way to a server that a test can cut, as a pulled cable does: connections break and new ones are refused. */
export type Proxy = {
  /** The server's address by way of here. */
  url: string
  cut(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

/** Opens a way to the server of an address such as postgres://…; the port stays the same when it is restored. */
export async function openProxy(address: string): Promise<Proxy> {
  const target = new URL(address)
  const sockets = new Set<Socket>()
  let server = await listen(0)
  const { port } = server.address() as AddressInfo
  const own = new URL(address)
  own.host = `127.0.0.1:${port}`
  return { url: own.href, cut, restore, close: cut }

  async function listen(at: number) {
    const opened = createServer((socket) => join(socket, connect(Number(target.port), target.hostname)))
    opened.listen(at, '127.0.0.1')
    await once(opened, 'listening')
    return opened
  }

  function join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(from)
          to.destroy()
        })
      from.pipe(to)
    }
  }

  async function cut(): Promise<void> {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  async function restore(): Promise<void> {
    if (!server.listening) server = await listen(port)
  }
}
