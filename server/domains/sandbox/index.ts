export * from './contract.ts'
export { createQuickJsRuntime } from './quickjs.ts'
