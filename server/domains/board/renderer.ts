import { Worker } from 'node:worker_threads'
import { limits } from '#kernel/limits'
import { renderPlain, type Rendered } from './markdown.ts'

/** Renders Markdown off the main thread. */
export type Renderer = { render(text: string): Promise<Rendered>; stop(): Promise<void> }

/**
 * Some texts of 20,000 characters keep the renderer busy for seconds. Nobody else waits for that: it works in a thread,
 * one text after another, and a text that takes too long is shown as it was written.
 */
export function createRenderer(msMax: number = limits.boardRenderMsMax): Renderer {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  return { render, stop }

  function render(text: string): Promise<Rendered> {
    const rendered = last.then(() => renderNext(text))
    last = rendered
    return rendered
  }

  async function renderNext(text: string): Promise<Rendered> {
    worker ??= await start()
    const rendered = await answerOf(worker, text)
    if (rendered !== undefined) return rendered
    void worker.terminate()
    worker = undefined
    return renderPlain(text)
  }

  // Only one that has loaded its library, so that loading it counts against no text.
  async function start(): Promise<Worker> {
    const started = new Worker(new URL('./markdown-worker.ts', import.meta.url))
    started.unref()
    started.on('error', () => {}) // 'exit' follows
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    await answerOf(started, '', 10 * msMax)
    return started
  }

  function answerOf(asked: Worker, text: string, withinMs = msMax): Promise<Rendered | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, withinMs)
      asked.once('message', done).once('exit', fail)
      asked.postMessage(text) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has none
      function fail(): void {
        done()
      }
      function done(rendered?: Rendered): void {
        clearTimeout(timer)
        asked.off('message', done).off('exit', fail)
        resolve(rendered)
      }
    })
  }

  async function stop(): Promise<void> {
    await worker?.terminate()
  }
}
