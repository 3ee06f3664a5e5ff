import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import WebSocket from 'ws'
const N = Number(process.argv[2] ?? 20000)
const child = fork('bench/village/subject-colyseus.ts', { stdio: 'inherit' })
let id = 0
const ask = (name, given) => new Promise((res) => { const my = ++id; const f = (a) => { if (a.id === my) { child.off('message', f); res(a.result) } }; child.on('message', f); child.send({ id: my, name, given }) })
const { url } = await ask('start', { agents: N })
async function join(label) {
  const seat = await (await fetch(url + '/matchmake/join/plain', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).json()
  const ws = new WebSocket(`${url.replace('http', 'ws')}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`, { maxPayload: 1e9 })
  const hashes = []; let bytes = 0
  ws.on('message', (d) => { bytes += d.length; if (d[0] === 10) ws.send(Uint8Array.of(10)); if ((d[0] & 31) === 15) hashes.push(d.length + ':' + createHash('md5').update(d).digest('hex').slice(0, 8)) })
  ws.on('close', (c) => console.log(label, 'closed', c))
  return { ws, hashes, bytes: () => bytes }
}
const a = await join('fast'), b = await join('slow')
await new Promise((r) => setTimeout(r, 1000))
await ask('go')
await new Promise((r) => setTimeout(r, 1500))
b.ws._socket.pause()
await new Promise((r) => setTimeout(r, 5000))
b.ws._socket.resume()
await new Promise((r) => setTimeout(r, 3000))
const n = Math.min(a.hashes.length, b.hashes.length)
let off = 0
const bad = []
for (let i = 0; i < n; i++) if (a.hashes[i] !== b.hashes[i]) bad.push(i)
console.log('frames fast', a.hashes.length, 'slow', b.hashes.length, 'MB', a.bytes() / 1e6, b.bytes() / 1e6, 'different', bad.length, bad.slice(0, 5).map((i) => [i, a.hashes[i], b.hashes[i]]))
await ask('stop').catch(() => {}); child.kill(); process.exit(0)
