export { connectFour } from './rules.ts'
