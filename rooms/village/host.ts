import { matchMaker } from '@colyseus/core'
import { holdLeaderLock, type LeaderLock } from '#platform/leader-lock'
import type { Log } from '#platform/log'
import { type createVillageRoom, hostPermit, villageRoomName } from './room.ts'

// Advisory locks are numbers; this one is the letters "town".
const hostLock = 0x746f776e

export type VillageHostOptions = { databaseUrl: string; log: Log; onOpened(): void; onClosed(): void }

/** Sees to it that exactly one process holds the village room; another opens it where it was when that process dies. */
export async function hostVillage({ databaseUrl, log, onOpened, onClosed }: VillageHostOptions): Promise<LeaderLock> {
  let roomId = ''
  const lock = await holdLeaderLock({ databaseUrl, key: hostLock, log, onLeading: open, onReplaced: close })
  return { stop }

  async function open(): Promise<void> {
    await forgetDeadRooms()
    roomId = (await matchMaker.handleCreateRoom(villageRoomName, { permit: hostPermit })).roomId
    onOpened()
  }

  // Two villages must not go on side by side.
  async function close(): Promise<void> {
    log.warn('village: another process has taken over; the room here is closed')
    onClosed()
    await roomHere()?.yieldToAnother()
  }

  // A room that is still there waits for a client; what happened in it must not be lost with the lock.
  async function stop(): Promise<void> {
    await roomHere()?.keep()
    await lock.stop()
  }

  function roomHere() {
    return matchMaker.getLocalRoomById(roomId) as InstanceType<ReturnType<typeof createVillageRoom>> | undefined
  }
}

// The holder of the lock is the only host, so every listed room belongs to a process that is no more.
async function forgetDeadRooms(): Promise<void> {
  for (const room of await matchMaker.query({ name: villageRoomName })) await matchMaker.driver.remove(room.roomId)
}
