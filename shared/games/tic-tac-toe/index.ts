export { ticTacToe } from './rules.ts'
