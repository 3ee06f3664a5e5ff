import { v7 } from 'uuid'

/** A new id that sorts by when it was made (UUIDv7, RFC 9562). The caller brands it. */
export function newId<Id extends string>(): Id {
  return v7() as Id
}
