import type { IncomingHttpHeaders } from 'node:http'

/** Whether a request comes from a page of ours, as far as its browser says; `unknown` if it says nothing. */
export type OriginCheck = (request: { headers: IncomingHttpHeaders }) => 'own' | 'foreign' | 'unknown'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** `isStrict`: only pages at `publicUrl` are ours; otherwise also those at the address by which the request came. */
export function createOriginCheck(publicUrl: string, isStrict: boolean): OriginCheck {
  const own = new URL(publicUrl).origin
  return ({ headers }) => {
    const { origin, host = '' } = headers
    const isOwn = origin === own || (!isStrict && origin === `http://${host}`)
    if (origin !== undefined) return isOwn ? 'own' : 'foreign'
    const site = headers['sec-fetch-site']
    if (site === undefined || site === 'none') return 'unknown'
    return site === 'same-origin' ? 'own' : 'foreign'
  }
}

/** Whether a method changes nothing, so that another site may make a browser use it. */
export function isSafe(method: string): boolean {
  return safeMethods.includes(method)
}
