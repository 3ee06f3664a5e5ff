import { Histogram } from 'prom-client'
import { readConfig, type Config } from '#config'
import { startServer, type RunningServer } from '#main'
import { captureConsole, createLog } from '#platform/log'
import { answerAsks } from './asks.ts'
import { createMeter } from './meter.ts'
import type { Subject, SubjectOptions } from './subject.ts'

// The village as `npm start` runs it, but for the settings below.
const meter = createMeter()
let running: RunningServer | undefined

const subject: Subject = {
  async start(options) {
    const config = configFor(options)
    const log = createLog(config.logLevel, config.logFormat)
    captureConsole(log)
    readTicks()
    running = await startServer(config, log)
    return { url: `http://127.0.0.1:${running.port}` }
  },
  go: () => {},
  begin: meter.begin,
  end: meter.end,
  stop: async () => running?.stop(),
}
answerAsks(subject)

function configFor({ databaseUrl, dataDir }: SubjectOptions): Config {
  const result = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    DEMO_AGENTS: '0',
    REQUESTS_PER_MINUTE: '10000000',
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
  })
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.config
}

type StartTimer = (this: { name: string }, ...labels: unknown[]) => (...labels: unknown[]) => number

// The server's own measurement of its ticks goes into buckets; here every single one is wanted.
function readTicks(): void {
  const timers = Histogram.prototype as unknown as { startTimer: StartTimer }
  const startTimer = timers.startTimer
  timers.startTimer = function (...labels) {
    const end = startTimer.apply(this, labels)
    if (this.name !== 'village_tick_seconds') return end
    return (...endLabels) => {
      const seconds = end(...endLabels)
      meter.tick(seconds * 1000)
      return seconds
    }
  }
}
