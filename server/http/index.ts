export { createApp } from './app.ts'
export { trackConnections } from './connections.ts'
export { createLive, type Live } from './live.ts'
export { isRoomHere, relayOtherUpgrades } from './upgrades.ts'
