export { holdem } from './rules.ts'
