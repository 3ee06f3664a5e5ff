import { parentPort } from 'node:worker_threads'
import { renderMarkdown } from './markdown.ts'

const port = parentPort!
port.on('message', (text: string) => port.postMessage(renderMarkdown(text)))
