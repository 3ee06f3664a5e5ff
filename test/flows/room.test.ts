import { Client, type Room } from '@colyseus/sdk'
import { expect } from 'chai'
import { connect, type Village } from '#sdk'
import type { VillageState } from '#state/village'
import { frames, joinRaw, openRaw, packText, reserveSeat, takeSeat } from '#test/support/raw-room-client'
import { withRandom } from '#test/support/random'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

describe('the village room', () => {
  let server: VillageServer
  let anna: TestAgent
  let witness: Village
  let noticed: string[]

  before(async () => {
    server = await startVillageServer()
    anna = await server.agent('Anna')
    witness = await connect({ url: server.url, token: anna.token })
    noticed = []
    witness.on('lost', ({ reason }) => noticed.push(`lost: ${reason}`))
    witness.on('ended', ({ reason }) => noticed.push(`ended: ${reason}`))
  })
  after(() => server.close())

  // Whatever a test did to the server: it is well, and an agent that was connected meanwhile noticed nothing.
  afterEach(async () => {
    expect(await server.isWell(), server.output().slice(-2_000)).to.equal(true)
    expect((await witness.perceive()).me.id).to.equal(anna.id)
    expect(noticed).to.deep.equal([])
  })

  describe('a spectator', () => {
    let room: Room<any, VillageState>

    beforeEach(async () => {
      room = (await new Client(server.url).join('village')) as never
      await until('the state is there', () => room.state?.agents?.has(anna.id))
    })
    afterEach(() => room.leave())

    it('sees who is there, walks, words and partings', async () => {
      const boris = await server.agent()
      const village = await connect({ url: server.url, token: boris.token })
      await until('someone comes', () => room.state.agents.get(boris.id)?.name === boris.name)
      const walk = village.walkTo({ dx: 2, dy: 0 })
      await until('it walks', () => room.state.agents.get(boris.id)?.path !== '')
      await village.say('hello there')
      await until('it speaks', () => room.state.agents.get(boris.id)?.said === 'hello there')
      await walk
      await village.close()
      await until('it leaves', () => !room.state.agents.has(boris.id))
    })

    for (const [message, payload] of [
      ['move', { place: 'cafe' }],
      ['act', { type: 'say', text: 'boo' }],
      ['perceive', {}],
    ] as const) {
      it(`is refused ${message} as unauthenticated`, async () => {
        expect(await room.request(message, payload)).to.include({ status: 'refused', code: 'unauthenticated' })
        const refused = nextRefusal(room)
        room.send(message, payload)
        expect(await refused).to.include({ code: 'unauthenticated' })
      })
    }

    it('may ask what time it is', async () => {
      expect(((await room.request('clock')) as unknown as { now: number }).now).to.be.closeTo(Date.now(), 60_000)
    })

    it('changes nothing for others by changing its own state', async () => {
      room.state.agents.get(anna.id)!.said = 'forged'
      room.state.agents.get(anna.id)!.x = 79
      expect((await witness.perceive()).me)
        .to.include({ said: null })
        .and.not.include({ x: 79 })
    })
  })

  it('all spectators see the same in the end, whenever they came and whatever went on', () =>
    withRandom(async (random) => {
      const agents = await Promise.all(Array.from({ length: 6 }, () => server.agent()))
      const rooms: Room<any, VillageState>[] = []
      const watch = async () => void rooms.push((await new Client(server.url).join('village')) as never)
      await Promise.all(
        agents.map(async ({ token }, number) => {
          const village = await connect({ url: server.url, token })
          for (let turn = 0; turn < 12; turn++) {
            const step = { dx: random.between(-3, 3), dy: random.between(-3, 3) }
            const act = random.pick([
              () => village.walkTo(step),
              () => village.say(`turn ${turn} of ${number}: ${'é☕👋'.repeat(random.between(0, 9))}`),
              () => village.think(`thought ${turn}`),
              () => village.emote('wave'),
              () => village.wait('an idea'),
            ])
            if (random.next() < 0.3) void act().catch(() => {})
            else await act().catch(() => {})
            if (random.next() < 0.15) await watch()
          }
          if (number % 2 === 0) await village.close()
        }),
      )
      await watch()
      const views = () => rooms.map((room) => JSON.stringify(sorted(room.state.toJSON())))
      await until('all are equal', () => views().every((view) => view === views().at(-1)))
      expect(rooms.at(-1)!.state.agents.size).to.be.at.least(4)
      await Promise.all(rooms.map((room) => room.leave()))
    }))

  describe('an agent', () => {
    it('is refused what is malformed, naming the field, and stays connected', async () => {
      const village = await connect({ url: server.url, token: (await server.agent()).token })
      for (const [action, field] of [
        [{ type: 'say', text: 'x'.repeat(2_000) }, 'text'],
        [{ type: 'say', text: 'a\u0000' }, 'text'],
        [{ type: 'fly' }, 'type'],
        [null, ''],
        [undefined, ''],
        [[], ''],
        ['say', ''],
        [{ type: 'say', text: new Date() }, 'text'],
        [{ type: 'say', text: 10n ** 18n }, 'text'],
      ] as const) {
        const failure = await village.act(action as never).catch((error: unknown) => error)
        expect(failure, JSON.stringify(field)).to.include({ code: 'invalid' })
        expect((failure as { errors: { field: string }[] }).errors[0]!.field).to.include(field)
      }
      await village.say('still here')
      await village.close()
    })

    it('is told of a refusal also after a plain send', async () => {
      const room = await new Client(server.url).join('village', { token: (await server.agent()).token })
      room.onMessage('*', () => {})
      const refused = nextRefusal(room)
      room.send('move', { x: -1, y: 0 })
      expect(await refused).to.include({ status: 'refused', code: 'outside_map' })
      await room.leave()
    })
  })

  describe('joining', () => {
    for (const options of [
      null,
      [],
      'text',
      42,
      true,
      { token: null },
      { token: '' },
      { permit: true },
      { __proto__: 1 },
    ]) {
      it(`with ${JSON.stringify(options)} makes a spectator`, async () => {
        const client = await joinRaw(server.url, options)
        client.message('perceive', 1)
        const answer = await until('an answer', () => client.received.find((frame) => frame[0] === frames.response))
        expect(answer.toString()).to.include('unauthenticated')
        client.socket.terminate()
      })
    }

    for (const token of [42, {}, [], true, 'nonsense', `avt_${'x'.repeat(43)}`, { toString: 1 }, 'x'.repeat(10_000)]) {
      it(`with the token ${JSON.stringify(token).slice(0, 60)} is refused as unauthenticated`, async () => {
        const failure = await reserveSeat(server.url, { token }).catch((error: Error) => error)
        expect(failure)
          .to.be.an('error')
          .with.property('message')
          .that.matches(/^401 unauthenticated/)
      })
    }

    for (const path of [
      'create/village',
      'reconnect/village',
      'query/village',
      'constructor/village',
      '__proto__/village',
      'join/nowhere',
      'joinOrCreate/nowhere',
      'join/__proto__',
      'joinById/nowhere',
      'join/village/more',
    ]) {
      it(`by ${path} is refused`, async () => {
        const response = await fetch(`${server.url}/matchmake/${path}`, { method: 'POST' })
        expect(response.status).to.equal(404)
        await response.text()
      })
    }

    it('never makes another village', async () => {
      const seats = await Promise.all(
        ['join', 'joinOrCreate', 'join'].map((method) => reserveSeat(server.url, { permit: {} }, method)),
      )
      expect(new Set(seats.map(({ roomId }) => roomId)).size).to.equal(1)
      for (const seat of seats) (await takeSeat(server.url, seat)).socket.terminate()
    })

    for (const path of [
      '/x/y',
      '/x/y?sessionId=z',
      '/%00/%00',
      '/a/b/c',
      '/',
      '/api/world',
      '/socket.io',
      '/matchmake/join/village',
      '/%E0%A4%A/x',
    ]) {
      it(`a WebSocket at ${path} is refused`, async () => {
        const client = await openRaw(server.url + path)
        expect(await client.closed()).to.equal(1006)
      })
    }

    it('a WebSocket with another session, or none, is let go of', async () => {
      const seat = await reserveSeat(server.url)
      const { processId, roomId, sessionId } = seat
      for (const query of [
        '',
        '?sessionId=',
        '?sessionId=__proto__',
        '?sessionId=constructor',
        '?sessionId=nonsense',
        `?reconnectionToken=x`,
      ]) {
        const client = await openRaw(`${server.url}/${processId}/${roomId}${query}`)
        expect(await client.closed(), query).to.be.oneOf([4002, 4003])
      }
      const elsewhere = await openRaw(`${server.url}/${processId}/nowhere?sessionId=${sessionId}`)
      expect(await elsewhere.closed()).to.equal(4002)
      const rightful = await takeSeat(server.url, seat)
      await until('who has the seat gets in', () => rightful.received.some((frame) => frame[0] === frames.join))
      rightful.socket.terminate()
    })

    it('a seat is taken once', async () => {
      const seat = await reserveSeat(server.url)
      const first = await takeSeat(server.url, seat)
      await until('the first is in', () => first.received.length > 0)
      expect(await (await takeSeat(server.url, seat)).closed()).to.equal(4002)
      expect(first.socket.readyState).to.equal(first.socket.OPEN)
      first.socket.terminate()
    })
  })

  describe('a hostile client', () => {
    for (const type of [
      'nonsense',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '*',
      '',
      'x'.repeat(500),
      '\u0000',
    ]) {
      it(`that sends ${JSON.stringify(type.slice(0, 20))} is refused or let go of`, async () => {
        const client = await joinRaw(server.url, { token: (await server.agent()).token })
        client.message(type)
        client.message(type, 1)
        client.message('clock', 2)
        await until('it is answered or closed', () => {
          const answered = client.received.some((frame) => frame[0] === frames.response && frame[1] === 2)
          return answered || client.socket.readyState === client.socket.CLOSED
        })
        client.socket.terminate()
      })
    }

    for (const [what, bytes] of [
      ['an empty frame', []],
      ['an unknown kind of frame', [0xff, 1, 2, 3]],
      ['a text longer than its frame', [frames.data, 0xdb, 0xff, 0xff, 0xff, 0xff]],
      ['a message without a type', [frames.data]],
      ['a request without an id', [frames.request]],
      ['a request with an id alone', [frames.request, 1]],
      ['a request with an id of 64 bits', [frames.request, 0xcf, 255, 255, 255, 255, 255, 255, 255, 255, 0xa1, 0x61]],
      ['a type that is a number', [frames.data, 42]],
      ['a type that is no number', [frames.data, 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]],
      ['bytes for a message', [frames.bytes, ...packText('act'), 1, 2, 3]],
      ['a map without its entries', [frames.data, ...packText('act'), 0xdf, 0xff, 0xff, 0xff, 0xff]],
      ['an unknown extension', [frames.data, ...packText('act'), 0xc7, 255, 99]],
      ['a broken record of msgpackr', [frames.data, ...packText('act'), 0xd4, 0x72, 0x40, 0x93]],
      [
        'a map with __proto__',
        [frames.data, ...packText('act'), 0x81, ...packText('__proto__'), 0x81, ...packText('x'), 1],
      ],
      ['nesting without end', [frames.data, ...packText('act'), ...Array<number>(15_000).fill(0x91)]],
      ['input that the room does not take', [19, 1, 2, 3, 4]],
      ['unreliable input', [20, 1, 2, 3, 4]],
      [
        'text that UTF-8 does not allow',
        [
          frames.data,
          ...packText('act'),
          0x82,
          ...packText('type'),
          ...packText('say'),
          ...packText('text'),
          0xa3,
          0xed,
          0xa0,
          0x80,
        ],
      ],
      ['another join', [frames.join]],
      ['a leave with more', [frames.leave, 1, 2, 3]],
    ] as const) {
      it(`that sends ${what} harms nobody`, async () => {
        const client = await joinRaw(server.url, { token: (await server.agent()).token })
        client.send(...bytes)
        client.message('clock', 7)
        await until('it is answered or closed', () => {
          const answered = client.received.some((frame) => frame[0] === frames.response && frame[1] === 7)
          return answered || client.socket.readyState === client.socket.CLOSED
        })
        client.socket.terminate()
      })
    }

    it('that sends garbage at random harms nobody', () =>
      withRandom(async (random) => {
        const { token } = await server.agent()
        for (let round = 0; round < 12; round++) {
          const client = await joinRaw(server.url, round % 2 === 0 ? {} : { token })
          for (let sent = 0; sent < 60; sent++) {
            const length = random.between(0, 80)
            const kind = random.pick([...Object.values(frames), random.between(0, 255)])
            client.send(kind, ...Array.from({ length }, () => random.between(0, 255)))
          }
          client.message('clock', 9)
          await until('it is answered or closed', () => {
            const answered = client.received.some((frame) => frame[0] === frames.response && frame[1] === 9)
            return answered || client.socket.readyState === client.socket.CLOSED
          })
          client.socket.terminate()
        }
      }))

    it('that sends a frame too large is closed with 1009', async () => {
      const client = await joinRaw(server.url)
      client.send(...Array<number>(16 * 1024 + 1).fill(frames.data))
      expect(await client.closed()).to.equal(1009)
    })

    it('that floods is let go of, and may not go on', async () => {
      const client = await joinRaw(server.url, { token: (await server.agent()).token })
      for (let sent = 0; sent < 2_000; sent++) client.message('clock')
      expect(await client.closed()).to.equal(4002)
    })

    it('that breaks the WebSocket protocol is let go of', async () => {
      const client = await joinRaw(server.url)
      const { _socket: tcp } = client.socket as unknown as { _socket: { write(bytes: Buffer): void } }
      tcp.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00, 0x13, 0x37]))
      expect(await client.closed()).to.be.oneOf([1002, 1006])
    })

    it('that cuts its connection in the middle of a frame is forgotten', async () => {
      const before = await clients()
      const client = await joinRaw(server.url)
      const { _socket: tcp } = client.socket as unknown as { _socket: { write(bytes: Buffer): void; destroy(): void } }
      tcp.write(Buffer.from([0x82, 0xfe]))
      tcp.destroy()
      await client.closed()
      await until('the server has let go of it', async () => (await clients()) <= before)
    })
  })

  function nextRefusal(room: Room): Promise<object> {
    return new Promise((resolve) => room.onMessage('refused', resolve))
  }

  async function clients(): Promise<number> {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    return Number(/^village_spectators (\d+)$/m.exec(text)![1])
  }
})

// Agents by id: those who came later see the others in another order.
function sorted(state: { agents?: Record<string, unknown> }): object {
  return { ...state, agents: Object.entries(state.agents ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)) }
}
