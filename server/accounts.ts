import type { Config } from '#config'
import { authSecretOf, ensureAdministrator, type AccountSettings } from '#domain/accounts'
import type { Storage } from '#platform/database'
import type { Log } from '#platform/log'

/** The settings of accounts for a process: in development the secret is one of this installation. */
export function accountSettings(config: Config): AccountSettings {
  const { isProduction, publicUrl, accounts, dataDir } = config
  const { isVerificationOff, mail, github, google, signInsPerMinuteMax } = accounts
  const secret = authSecretOf(accounts.authSecret, dataDir)
  return { isProduction, publicUrl, secret, isVerificationOff, mail, github, google, signInsPerMinuteMax }
}

/** Sees to it that someone can administer the village, and says so in the log when nobody can. */
export async function ensureFirstAdministrator({ accounts }: Config, storage: Storage, log: Log): Promise<void> {
  if (accounts.administrator === undefined) return
  const { email } = accounts.administrator
  const result = await ensureAdministrator(storage, accounts.administrator)
  if (result.status === 'created') log.info({ email }, 'accounts: the first administrator is there')
  if (result.status === 'refused') throw new Error(result.detail)
  if (result.status === 'email_taken')
    log.warn({ email }, 'accounts: nobody is administrator, and a member has this e-mail; see "member promote"')
}
