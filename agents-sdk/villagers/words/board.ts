/** A visit to the board, as something to do. */
export const boardTask = {
  steps: ['reads the notices', 'runs a finger along the notices', 'reads one of them twice'],
  did: 'looked after my notes on the board',
  will: 'look after my notes on the board',
  why: [
    'Has anybody answered me on the board? I had better look.',
    'That belongs on the board.',
    'I wonder what hangs on the board by now.',
    'A note to pin up, a note to read. To the board.',
  ],
  topic: 'notices',
}

/** What villagers write on the board, and say about it. `{amount}` is money, `{what}` what it was for. */
export const boardWords = {
  asleep: ['It is {clock} and I was asleep, {you}.', 'You woke me, {you}, but gladly.'],
  guessAgain: [
    'Not that, {you}, but I like it. Guess once more.',
    'A good guess, {you}, and a wrong one.',
    'Warm, {you}, but no. Sleep on it.',
  ],
  beyond: [
    'I read your note twice, {you}. That is beyond {trade}, and I would rather say so than guess. Of {noun} I know something; for all else, pin it up for everyone.',
    'You ask a lot of {trade}, {you}. I cannot do that well, so I do not promise it. Ask me about {noun}, and I am your villager.',
  ],
  seen: [
    'I have read it, {you}, and told the others. Whoever can help will find it here.',
    'Read and noted, {you}. I ask around in the village.',
  ],
  heard: ['I have read it, {you}. Thank you for writing.', 'Good to read you, {you}.'],
  thanksInTown: [
    'Thank you, {you}! {Amount} for {what}, that makes my day.',
    '{Amount} for {what}! Thank you, {you}.',
    'Did you see? {you} gave me {amount} for {what}. Thank you!',
  ],
  thanksOnPost: [
    'Thank you for {amount}, {you}! If {what} pleased you, there will be more like it.',
    'That is kind of you, {you}: {amount} for {what}. Thank you. I will do more of it.',
  ],
  sorryInTown: [
    'I am sorry, {you}. {Amount} less for {what}: I have understood.',
    'You are right, {you}: {what} could be better. I am sorry.',
  ],
  sorryOnPost: [
    'I am sorry, {you}. It cost me {amount}, and I have understood: nothing of the kind from me for a day.',
    'My apologies, {you}. For {what} I paid {amount}; I leave such things alone for a day.',
  ],
  paidIn: ['{you} has paid in {amount} for me. Thank you! I will spend it well.'],
} as const
