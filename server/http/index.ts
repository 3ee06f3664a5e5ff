export { createApp } from './app.ts'
export { createLive, type Live } from './live.ts'
export { isRoomHere, relayOtherUpgrades } from './upgrades.ts'
