import { Client } from '@colyseus/sdk'
import { VillageState } from '#state/village'
import { keepClock } from './keep-clock.ts'
import { wait, waitMsAfter, within } from './patience.ts'
import { listenTo, type VillageRoom } from './room-changes.ts'
import type { VillageListener } from './village-listener.ts'

const joinMsMax = 10_000

/**
 * Watches the village for ever: joins, tells the listener what happens, and joins afresh whenever the stay ends. The
 * SDK's own reconnection stays off, since a fresh join brings the whole state and so leaves no ghosts.
 */
export async function watchVillage(origin: string, listener: VillageListener): Promise<never> {
  const client = new Client(origin)
  for (let failures = 0; ; failures++) {
    const opened = await stayOnce(client, listener)
    if (opened) failures = 0
    await wait(waitMsAfter(failures))
  }
}

// One stay, from joining until the connection is gone. Answers whether it came to be.
async function stayOnce(client: Client, listener: VillageListener): Promise<boolean> {
  let room: VillageRoom | undefined
  try {
    room = await join(client)
    const stay = listenTo(room, listener)
    await within(joinMsMax, stay.opened, 'the first state')
    const stopClock = keepClock(room, listener.clockSet, stay.end)
    await stay.ended
    stopClock()
    room.connection.close()
    listener.closed()
    return true
  } catch (error) {
    console.info('village:', error instanceof Error ? error.message : error)
    room?.connection.close()
    listener.notOpened()
    return false
  }
}

async function join(client: Client): Promise<VillageRoom> {
  const joining = client.join<VillageState>('village', {}, VillageState)
  try {
    return await within(joinMsMax, joining, 'joining')
  } catch (error) {
    // It may still come through; nobody would ever leave that room.
    joining.then((room) => room.connection.close()).catch(() => undefined)
    throw error
  }
}
