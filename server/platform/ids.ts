import { v5, v7 } from 'uuid'

// Names that are ours, so that they meet nobody else's (RFC 9562).
const namespace = '3f0c5d0e-6a53-4c5f-9c8e-6b1f0d2a7e41'

/** A new id that sorts by when it was made (UUIDv7, RFC 9562). The caller brands it. */
export function newId<Id extends string>(): Id {
  return v7() as Id
}

/** The id that follows from a name, the same for ever (UUIDv5, RFC 9562). The caller brands it. */
export function derivedId<Id extends string>(name: string): Id {
  return v5(name, namespace) as Id
}
