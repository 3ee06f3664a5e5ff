import type { CDPSession, Page } from 'playwright-core'
import { cpuMsOfMachine, cpuMsOfTrees } from '#bench/village/cpu'
import { round } from '#bench/village/summary'
import { openBrowser } from '#test/support/browser'
import { readFrames, type FrameReading } from './frames.ts'
import { readHidden, type HiddenReading } from './hidden.ts'
import { readMemory, type MemoryReading } from './memory.ts'
import type { Options } from './options.ts'
import { readPicture, type PictureReading } from './picture.ts'
import { readProfile, type ProfileReading } from './profile.ts'
import type { Shown } from './shown.ts'
import type { Naming } from './source-maps.ts'
import { countIn, viewOf, type View } from './view.ts'
import { watchMessages, type Messages } from './wire.ts'

/** The windows of one page: at the zoom at which it opens, and zoomed out as far as it goes. */
export type Windows = { near: WindowReading; far: WindowReading }

export type WindowReading = FrameReading & { inView: number; walking: number; profile: ProfileReading | undefined }

/** Everything measured of one page with one number of agents. */
export type Reading = {
  pictures: PictureReading[]
  windows: Windows
  memoryAtStart: MemoryReading
  memoryAtEnd: MemoryReading
  /** How long the page had been open when its memory was read for the last time. */
  openSeconds: number
  hidden: HiddenReading | undefined
  /** WebSocket messages while the page is watched, in bytes a second. */
  messagesPerSecond: Messages
  /** What else used the machine meanwhile, in % of one core: how far the numbers can be trusted. */
  strangersCpuPercent: number
}

const settleMs = 2_000
const profileSeconds = 4
const hiddenSeconds = 3
const zooms = { near: 2, far: 1 }

/** What to measure: where the page is, whether with profiles (`naming`), and whether to tell it that it is hidden. */
export type Subject = { address: string; naming: Naming | undefined; isTold: boolean }

/** Opens a page a few times with nothing cached and then watches it in one more browser. */
export async function measurePage(shown: Shown, subject: Subject, { seconds, loads }: Options) {
  const pictures: PictureReading[] = []
  for (let at = 0; at < loads; at++) pictures.push(await readPicture(subject.address))
  const browser = await openBrowser()
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    const session = await browser.newCDPSession(page)
    return { pictures, ...(await watchPage({ ...subject, shown, page, session, seconds })) }
  } finally {
    await browser.dispose()
  }
}

type Watched = Subject & { shown: Shown; page: Page; session: CDPSession; seconds: number }

async function watchPage(watched: Watched): Promise<Omit<Reading, 'pictures'> & { view: View }> {
  const { address, isTold, shown, page, session } = watched
  const messages = await watchMessages(session)
  const openedAt = performance.now()
  await page.goto(address)
  await page.waitForFunction(() => document.documentElement.dataset['village'] === 'live')
  await page.waitForTimeout(settleMs)
  const memoryAtStart = await readMemory(session)
  const view = await viewFrom(page, address)
  const perSecond = readMessages(messages)
  const strangers = watchStrangers(shown.pids)
  const near = await readWindow(watched, view, zooms.near)
  await page.keyboard.press('-')
  await page.waitForTimeout(settleMs)
  const far = await readWindow(watched, view, zooms.far)
  const strangersCpuPercent = strangers()
  const messagesPerSecond = perSecond()
  const memoryAtEnd = await readMemory(session)
  const openSeconds = Math.round((performance.now() - openedAt) / 1000)
  const hidden = isTold ? await readHidden(page, hiddenSeconds) : undefined
  const windows = { near, far }
  return { windows, memoryAtStart, memoryAtEnd, openSeconds, hidden, messagesPerSecond, strangersCpuPercent, view }
}

async function readWindow(
  { shown, session, seconds, naming }: Watched,
  view: View,
  zoom: number,
): Promise<WindowReading> {
  const frames = await readFrames(session, seconds)
  const agents = await shown.agents()
  const walking = agents.filter(({ doing }) => doing === 'walking').length
  return { ...frames, inView: countIn(view, zoom, agents), walking, profile: await profileOf(session, naming) }
}

function watchStrangers(pids: readonly number[]): () => number {
  const strangersMs = () => cpuMsOfMachine() - cpuMsOfTrees([process.pid, ...pids])
  const [from, startedAt] = [strangersMs(), performance.now()]
  return () => round((Math.max(0, strangersMs() - from) / (performance.now() - startedAt)) * 100)
}

function readMessages(messages: { take(): Messages }): () => Messages {
  messages.take()
  const startedAt = performance.now()
  return () => {
    const { town, other } = messages.take()
    const seconds = (performance.now() - startedAt) / 1000
    return { town: Math.round(town / seconds), other: Math.round(other / seconds) }
  }
}

function profileOf(session: CDPSession, naming: Naming | undefined): Promise<ProfileReading> | undefined {
  return naming === undefined ? undefined : readProfile(session, profileSeconds, naming)
}

// The baseline is told its view in its address, so that it is the viewer's.
function viewFrom(page: Page, address: string): Promise<View> | View {
  const asked = new URL(address).searchParams
  if (!asked.has('width')) return viewOf(page)
  const number = (name: string) => Number(asked.get(name))
  return { width: number('width'), height: number('height'), x: number('x'), y: number('y') }
}
