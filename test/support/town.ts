import type { Page } from 'playwright-core'
import { connect, type Village } from '#sdk'
import { openBrowser, skipWithoutBrowser, type Device, type Size, type TestBrowser } from './browser.ts'
import { startVillageServer, type TestAgent, type VillageServer } from './village-server.ts'

/** A village with a server of its own, and a browser that shows it. */
export type Town = {
  server: VillageServer
  browser: TestBrowser
  /** A page of the browser, which shows nothing yet. */
  page: Page
  /** What went wrong within its pages: errors, and what the content security policy forbids. */
  faults: string[]
  /** Registers an agent and brings it into the village. */
  agent(name: string): Promise<Village>
  /** Brings an agent into the village that is registered already. */
  bring(agent: TestAgent): Promise<Village>
  /** Another page whose faults are noted, if need be in another browser. */
  newPage(browser?: TestBrowser): Promise<Page>
  /** Opens an address of the village, such as `/?place=bank`, and waits until it is shown. */
  open(address: string, page?: Page): Promise<void>
  /** Takes everything down. */
  dispose(): Promise<void>
}

export type TownWish = {
  viewport?: Size
  device?: Device
  env?: Record<string, string>
  /** Errors in the console that are no faults. */
  allowed?: RegExp
}

/** The browser reports every answer that is a refusal as an error. */
export const refusals = /the server responded with/

/** Opens a village in a browser for the tests of a suite, or skips them where there is no browser. */
export async function openTown(suite: Mocha.Context, { viewport, device, env, allowed }: TownWish = {}): Promise<Town> {
  skipWithoutBrowser(suite)
  const faults: string[] = []
  const villages: Village[] = []
  const server = await startVillageServer(env)
  const browser = await openBrowser(viewport, device)
  const page = await newPage()
  return { server, browser, page, faults, agent, bring, newPage, open, dispose }

  async function agent(name: string): Promise<Village> {
    return bring(await server.agent(name))
  }

  async function bring({ token }: TestAgent): Promise<Village> {
    const village = await connect({ url: server.url, token })
    villages.push(village)
    return village
  }

  async function newPage(within = browser): Promise<Page> {
    const page = await within.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && allowed?.test(message.text()) !== true) faults.push(message.text())
    })
    return page
  }

  async function open(address: string, shownOn = page): Promise<void> {
    const url = new URL(address, server.url)
    await shownOn.goto(url.href)
    const time = url.searchParams.has('t') ? 'past' : 'live'
    await shownOn.waitForFunction((time) => document.documentElement.dataset.village === time, time)
  }

  async function dispose(): Promise<void> {
    await browser.dispose()
    await Promise.all(villages.map((village) => village.close()))
    await server.close()
  }
}
