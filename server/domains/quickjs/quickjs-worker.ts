import { workerData } from 'node:worker_threads'
import { createEngines } from './quickjs-image.ts'
import { openInstance } from './quickjs-instance.ts'
import { stillTheClock } from './still-clock.ts'
import { serve } from '#domain/sandbox'

const { wasm } = workerData as { wasm: WebAssembly.Module }
stillTheClock()
const engines = await createEngines(wasm)
serve((task) => openInstance(engines, task))
