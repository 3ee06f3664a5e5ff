export { createModuleRuntime } from './module.ts'
