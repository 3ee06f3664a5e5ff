export { snakes } from './rules.ts'
