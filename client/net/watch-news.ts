import { io } from 'socket.io-client'
import type { WorldEvent } from './world-event.ts'

/** Tells what happens in the village, for ever; joins again by itself whenever the connection breaks. */
export function watchNews(origin: string, happened: (event: WorldEvent) => void): void {
  const socket = io(`${origin}/ws/world`, { transports: ['websocket'] })
  socket.on('world_event', happened)
}
