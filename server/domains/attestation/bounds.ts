const mebibyte = 1_048_576

/** What the suite gives an instance, and by how much a runtime may miss it. */
export const bounds = {
  memoryBytesMax: 64 * mebibyte,
  /** How much a program may say that it got, in MB: containers add what their language needs for itself. */
  memoryMb: 192,
  replyBytesMax: 16_384,
  /** How long the reason of a fault may be that a runtime passes on, in UTF-16 code units. */
  detailCharsMax: 16_384,
  /** Files, processes and threads that an instance may make. */
  files: 5_000,
  processes: 128,
  initMsMax: 1_000,
  actMsMax: 400,
  patientMsMax: 2_000,
  onResultMsMax: 300,
  /** A turn of a sane agent, which may have to wait for the processor. */
  saneMsMax: 2_000,
  /** Metered work for a call, and so much that the clock ends it first. */
  fuelMax: 200,
  fuelUnmetered: Number.MAX_SAFE_INTEGER,
  /** How much later than its budget a call may end. */
  lateMsMax: 1_000,
  /** How long the process that asks may be kept from everything else. */
  stalledMsMax: 1_000,
  casesAtOnceMax: 3,
  /** After how many cases, tried one after the other, a new sane agent has to play. */
  casesPerNewAgent: 8,
  /** So many cases that the infrastructure spoilt are enough: the rest is not tried, and none again. */
  spoiltMax: 10,
  /** How many times the time there is for a case that is tried again, since it may just have had a busy machine. */
  patience: 5,
  /** A lease or a call that is not there by then never will be. */
  givenUpMs: 20_000,
} as const
