import { expect } from 'chai'
import { randomBytes } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Socket } from 'node:net'
import type { Reply } from '#match/contract'
import { startHook, startRawHook, writeForever, type HookServer } from '#test/support/hook-server'
import { actAt, inShort, replyBytesMax } from './hooks.ts'

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const chunked = `${head}transfer-encoding: chunked\r\n\r\n`
const megabyte = 1024 * 1024
/** What lies between a server and what is read here: buffers of two sockets on this machine, and a few chunks. */
const bytesBetweenMax = 32 * megabyte

describe('hostile web hooks', () => {
  const hooks: HookServer[] = []
  afterEach(() => hooks.splice(0).forEach((hook) => hook.close()))

  async function raw(answer: (socket: Socket) => void, msMax?: number): Promise<{ reply: Reply; hook: HookServer }> {
    const hook = await startRawHook(answer)
    hooks.push(hook)
    return { reply: await actAt(hook.url, msMax), hook }
  }

  const floods: [string, (socket: Socket) => void][] = [
    ['a body without an end', (socket) => (socket.write(`${head}\r\n`), writeForever(socket, ' '.repeat(65_536)))],
    [
      'chunks without an end',
      (socket) => (socket.write(chunked), writeForever(socket, `10000\r\n${' '.repeat(65_536)}\r\n`)),
    ],
    [
      'tiny chunks without an end',
      (socket) => (socket.write(chunked), writeForever(socket, '1\r\n \r\n'.repeat(1_000))),
    ],
    [
      'an error without an end',
      (socket) => (socket.write('HTTP/1.1 500 No\r\n\r\n'), writeForever(socket, 'x'.repeat(65_536))),
    ],
    [
      'a gigabyte that is announced',
      (socket) => (socket.write(`${head}content-length: 1073741824\r\n\r\n`), writeForever(socket, '1'.repeat(65_536))),
    ],
  ]
  for (const [what, answer] of floods)
    it(`PL4 ${what} is a flood: reading ends, and so does the connection`, async () => {
      const { reply, hook } = await raw(answer)
      expect(reply).to.include({ status: 'fault', verdict: 'flood', detail: `more than ${replyBytesMax} bytes` })
      expect(await hook.abandoned()).to.be.lessThan(bytesBetweenMax)
    })

  it('PL4 an answer of just so many bytes is taken, and one more is a flood', async () => {
    for (const [bytes, expected] of [
      [replyBytesMax, 1],
      [replyBytesMax + 1, 'flood'],
    ] as const) {
      const hook = await startHook((_, response) => void response.end(`{"move":1}`.padEnd(bytes)))
      hooks.push(hook)
      expect(inShort(await actAt(hook.url))).to.equal(expected)
    }
  })

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const) {
    it(`PL4 a bomb in ${encoding} counts by what it would come to, and is not unpacked`, async () => {
      const bomb = compress(Buffer.alloc(64 * megabyte))
      const hook = await startHook((_, response) => void response.setHeader('content-encoding', encoding).end(bomb))
      hooks.push(hook)
      const before = process.memoryUsage().arrayBuffers
      expect(inShort(await actAt(hook.url))).to.equal('flood')
      expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(16 * megabyte)
    })

    it(`PL4 an answer in ${encoding} is read as it was meant`, async () => {
      const small = compress(Buffer.from('{"move":2}'))
      const hook = await startHook((_, response) => void response.setHeader('content-encoding', encoding).end(small))
      hooks.push(hook)
      expect(inShort(await actAt(hook.url))).to.equal(2)
    })
  }

  it('PL4 a bomb in gzip without an end is let go of', async () => {
    const member = gzipSync(Buffer.alloc(megabyte))
    const { reply, hook } = await raw((socket) => {
      socket.write(`${head}content-encoding: gzip\r\n\r\n`)
      writeForever(socket, member)
    })
    expect(inShort(reply)).to.equal('flood')
    expect(await hook.abandoned()).to.be.lessThan(bytesBetweenMax)
  })

  it('PL4 what is not in the encoding that it says is a crash', async () => {
    const hook = await startHook(
      (_, response) => void response.setHeader('content-encoding', 'gzip').end(randomBytes(500)),
    )
    hooks.push(hook)
    expect(inShort(await actAt(hook.url))).to.equal('crash')
  })

  const crashes: [string, (socket: Socket) => void][] = [
    ['hanging up without a word', (socket) => socket.destroy()],
    ['hanging up within the head', (socket) => socket.end('HTTP/1.1 200 O')],
    ['hanging up within the body', (socket) => socket.end(`${head}content-length: 100\r\n\r\n{"move":1`)],
    ['hanging up within a chunk', (socket) => socket.end(`${chunked}ff\r\n{"move":1`)],
    ['another protocol', (socket) => socket.end('220 mail.example ESMTP\r\n')],
    ['headers without an end', (socket) => (socket.write(head), writeForever(socket, `x: ${'y'.repeat(1_000)}\r\n`))],
    ['one huge header', (socket) => socket.end(`${head}x: ${'y'.repeat(megabyte)}\r\ncontent-length: 0\r\n\r\n`)],
    ['two lengths', (socket) => socket.end(`${head}content-length: 10\r\ncontent-length: 11\r\n\r\n{"move":1} `)],
    [
      'a redirect to a file',
      (socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\n\r\n'),
    ],
  ]
  for (const [what, answer] of crashes)
    it(`PL4 ${what} is a crash`, async () => {
      const { reply, hook } = await raw(answer)
      expect(reply, JSON.stringify(reply)).to.include({ status: 'fault', verdict: 'crash' })
      await hook.abandoned()
    })

  const silences: [string, (socket: Socket) => void][] = [
    ['silence', () => {}],
    ['half of a head, then silence', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-')],
    ['half of an answer, then silence', (socket) => socket.write(`${head}content-length: 10\r\n\r\n{"mov`)],
    [
      'promises of an answer without an end',
      (socket) => writeForever(socket, 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100)),
    ],
    [
      'a chunk that is described without an end',
      (socket) => (socket.write(`${chunked}1;`), writeForever(socket, 'x'.repeat(65_536))),
    ],
  ]
  for (const [what, answer] of silences)
    it(`PL4 ${what} is a timeout, and the connection ends`, async () => {
      const { reply, hook } = await raw(answer, 300)
      expect(reply, JSON.stringify(reply)).to.include({
        status: 'fault',
        verdict: 'timeout',
        detail: 'no answer within 300 ms',
      })
      await hook.abandoned()
    })

  it('PL4 an answer byte by byte that never comes to its end is a timeout', async () => {
    const hook = await startHook((_, response) => {
      const timer = setInterval(() => response.write(' '), 5)
      response.once('close', () => clearInterval(timer))
    })
    hooks.push(hook)
    expect(inShort(await actAt(hook.url, 300))).to.equal('timeout')
    await hook.abandoned()
  })
})
