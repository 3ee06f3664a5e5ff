export { createQuickJsRuntime } from './quickjs.ts'
