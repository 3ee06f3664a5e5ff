export { chess } from './rules.ts'
