export { hostVillage } from './host.ts'
export { createVillageLink, type VillageLink } from './link.ts'
export { createVillageRoom, villageRoomName, type VillageRoomOptions } from './room.ts'
