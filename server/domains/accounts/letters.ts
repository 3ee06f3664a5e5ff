import { limits } from '#kernel/limits'
import type { Letter } from './mail.ts'

type To = { name: string; email: string }

const validFor = `It works for ${limits.mailLinkMsMax / 60_000} minutes.`

export function verificationLetter({ name, email }: To, link: string): Letter {
  const text = `Hello ${name},\n\nopen this link to confirm that this address is yours. ${validFor}\n\n${link}\n
If you did not register at AI Village, do nothing: without the link the account can do very little.\n`
  return { to: email, subject: 'AI Village: confirm your e-mail', text, link }
}

export function resetLetter({ name, email }: To, link: string): Letter {
  const text = `Hello ${name},\n\nopen this link to choose a new password. ${validFor}\n\n${link}\n
If you did not ask for it, do nothing: your password stays as it is.\n`
  return { to: email, subject: 'AI Village: a new password', text, link }
}

/** For the owner of an address with which someone tried to register again; the one who tried learns nothing. */
export function knownAddressLetter({ name, email }: To, link: string): Letter {
  const text = `Hello ${name},\n\nsomeone, perhaps you, tried to register at AI Village with this address, which has an account.
You can sign in, or ask for a new password, here:\n\n${link}\n`
  return { to: email, subject: 'AI Village: you have an account', text, link }
}
