export { createEconomy, paidBy, type Economy, type EconomyOptions, type EconomySettings } from './economy.ts'
export type { ActResult } from './judge.ts'
export { actTable, allowanceTable, heardTable } from './tables.ts'
