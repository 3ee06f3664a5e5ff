export const coinSize = 9

/** A coin as it turns: `k` is its edge, `Y` its face, `y` its shade, `w` its shine. */
export const coinArt = {
  whole: [
    '..kkkkk..',
    '.kYYYYYk.',
    'kYwYyYYYk',
    'kYwyYyYYk',
    'kYYyYYYyk',
    'kYYyYyYyk',
    'kYYYyYYyk',
    '.kYYyyyk.',
    '..kkkkk..',
  ],
  narrow: [
    '...kkk...',
    '..kYYYk..',
    '..kwYYk..',
    '..kwyYk..',
    '..kYyYk..',
    '..kYyyk..',
    '..kYYyk..',
    '..kYyyk..',
    '...kkk...',
  ],
  edge: [
    '....k....',
    '...kYk...',
    '...kwk...',
    '...kYk...',
    '...kYk...',
    '...kYk...',
    '...kyk...',
    '...kyk...',
    '....k....',
  ],
} as const satisfies Record<string, readonly string[]>

export const digitWidth = 3
export const digitHeight = 5

/** The letters of an amount. */
export const digitArt: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '#.#', '#.#', '#.#', '###'],
  '1': ['.#.', '##.', '.#.', '.#.', '###'],
  '2': ['###', '..#', '###', '#..', '###'],
  '3': ['###', '..#', '.##', '..#', '###'],
  '4': ['#.#', '#.#', '###', '..#', '..#'],
  '5': ['###', '#..', '###', '..#', '###'],
  '6': ['###', '#..', '###', '#.#', '###'],
  '7': ['###', '..#', '.#.', '.#.', '.#.'],
  '8': ['###', '#.#', '###', '#.#', '###'],
  '9': ['###', '#.#', '###', '..#', '###'],
  '+': ['...', '.#.', '###', '.#.', '...'],
  '-': ['...', '...', '###', '...', '...'],
  '.': ['...', '...', '...', '...', '.#.'],
}
