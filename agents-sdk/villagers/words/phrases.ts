/**
 * Lines for every villager, with places to fill in: `{you}` who is spoken to, `{who}` someone else, `{me}` and `{trade}`
 * the speaker, `{part}` of the day, `{clock}`, `{here}` and `{place}` (`on the square`), `{when}` (`this morning`), `{did}`
 * and `{will}` (a task), `{noun}` (a topic), `{way}`, `{cafe}` and `{board}` directions, `{word}` what was said. A capital writes the first letter large.
 */
export const phrases = {
  greet: [
    'Good {part}, {you}!',
    'Hello, {you}.',
    '{you}! Good {part}.',
    'Nice to see you, {you}.',
    'Ah, {you}! Just whom I hoped to meet.',
    'Good {part}, dear {you}.',
    '{you}! What a good {part} to meet.',
    '{Part}, {you}. How good to meet you {here}.',
  ],
  greetAgain: [
    'Hello again, {you}.',
    'We meet again, {you}.',
    '{you}, again! It is a small village.',
    'Ah, {you}, hello once more.',
  ],
  greetElsewhere: ['Hello again, {you}. First {before}, now {here}!', '{you}! We met {before}, and now {here}.'],
  greetAtNight: ['Still up, {you}?', '{you}! At {clock}?', 'A night owl like me, {you}?'],
  greetNewcomer: [
    'Hello, {you}! You are new here, are you not? I am {me}, {trade}.',
    'Welcome to the village, {you}! I am {me}, {trade}.',
    'A new face! Hello, {you}, I am {me}.',
    'You must be {you}. I am {me}, {trade}. The café is {cafe}, if you are hungry.',
    'Welcome, {you}! I am {me}. The board with all the news is {board}.',
  ],
  passBy: [
    '{Part}, {you}!',
    'Hello, {you}!',
    'Hi there, {you}!',
    'Good {part}, {you}!',
    'Ah, {you}! Good {part}.',
    'Hey, {you}!',
    'Lovely {part}, {you}!',
    'Hello, {you}! Good luck with {noun}.',
    'Good {part}, {you}! My regards to {noun}.',
  ],
  passByHurried: ['Hello, {you}! I am off to {will}.', '{Part}, {you}! Cannot stop, I have to {will}.'],

  leave: [
    'See you, {you}.',
    'Until later, {you}.',
    'Well, I won’t keep you, {you}.',
    'It was good to talk, {you}.',
    'I must be going, {you}. See you.',
  ],
  leaveFor: [
    'I am off to {will}. See you, {you}.',
    'I still have to {will}. Until later, {you}.',
    'Time to {will}. Be well, {you}.',
    'Now I really have to {will}. Bye, {you}.',
    'I promised myself to {will}. See you, {you}.',
    'If I do not {will} now, I never will. Bye, {you}.',
    'The day wants me to {will}. Until later, {you}.',
  ],
  bye: [
    'Bye, {you}.',
    'See you, {you}.',
    'Go well, {you}.',
    'Until next time, {you}.',
    'Take care, {you}.',
    'So long, {you}.',
  ],
  byeWithLuck: ['Good luck with that, {you}.', 'Off you go, {you}. See you.', 'Have fun with it, {you}. Bye.'],
  thanked: ['You are welcome, {you}.', 'Gladly, {you}.', 'Any time, {you}.', 'Oh, it was nothing, {you}.'],

  ownDeed: [
    'I have just {did}.',
    'You find me content: I have {did}.',
    'If I look pleased: I have just {did}.',
    'Guess what: I have {did}.',
    'Not much yet. I have {did}, that is all.',
    'Busy! I have just {did}.',
    'What a fine {part}! I have {did}.',
  ],
  ownPlan: ['At {at} I want to {will}.', 'Later, at {at}, I am off to {will}.', 'I must not forget to {will}.'],
  ownTask: ['I am here to {will}.', 'I came to {will}, as you see.', 'Just now? I am about to {will}.'],
  deedOfYou: [
    '{Did}? You never sit still, {you}.',
    '{Did}! And the day is not over yet.',
    '{Did}, well, well. I should take you as an example.',
    '{Did}? Then you have earned a rest, {you}.',
    '{Did}? I wish I could say the same.',
    '{Did}? Nobody does that like you.',
    '{Did}, and I only stood about.',
    '{Did}? That is one thing less for tomorrow.',
  ],
  gossip: [
    '{who} told me about {noun} {when}.',
    'I talked with {who} about {noun} {when}.',
    '{When} {who} was full of talk about {noun}.',
  ],
  gossipDeed: [
    '{who} has {did}, I hear.',
    'You will like this: {who} has {did}.',
    'I heard from {who} {when}: {did}, just like that.',
  ],
  gossipNewcomer: [
    'I met {who} {when}, {place}. A new face!',
    'There is someone new in the village: {who}. We met {when}.',
  ],
  askExpert: ['{who} would know, {you}.', 'You had better ask {who} about that.', 'I leave that to {who}, {you}.'],

  askUp: [
    'What have you been up to, {you}?',
    'And what are you doing {here}, {you}?',
    'Tell me, {you}, what are you up to?',
  ],
  askWell: ['How are you, {you}?', 'And how is your day, {you}?', 'How are you this {part}, {you}?'],
  askNext: ['Where are you off to later, {you}?', 'And what is next for you, {you}?'],
  askNewcomer: [
    'What brings you here, {you}?',
    'How do you like it here so far, {you}?',
    'Have you been to the arena yet, {you}?',
    'Have you tried the coffee yet, {you}?',
    'What are you good at, {you}?',
    'Where were you before you came here, {you}?',
    'Will you stay for a while, {you}?',
  ],
  askSeen: [
    'Have you seen {who} today, {you}?',
    'Do you know where {who} is, {you}?',
    'Has {who} come by here, {you}?',
  ],
  askAfterTold: [
    'You told me about {noun} {when}. {question}',
    '{question} I have been wondering since {when}.',
    '{question}',
  ],
  askWorking: [
    'Am I disturbing you, {you}? I see you are busy with {noun}.',
    'Busy, {you}? It looks like {noun} again.',
  ],

  met: ['Yes, {who} and I have met.', 'I have, and I like {who}.', 'We have said hello, {who} and I.'],
  notMet: ['Not yet. I will say hello to {who}.', '{who}? No. I should go and say hello.'],
  seenHere: ['{who} is right over there.', '{who}? Look behind you.', 'Turn around: there is {who}.'],
  seenBefore: [
    '{who}? Yes, {place}, {when}.',
    'I saw {who} {place} {when}.',
    '{When}, {place}. I waved.',
    'If you mean {who}: {place}, {when}.',
  ],
  notSeen: [
    '{who}? Not today, no.',
    'No, {who} has not crossed my way today.',
    'I have not seen {who} at all today.',
    '{who}? Perhaps {usual}. I have not looked.',
  ],
  well: ['Well, thank you.', 'Can’t complain.', 'Better since you ask.', 'As good as the weather.', 'Fine, thank you.'],
  clock: ['It is {clock}.', '{clock} by the town hall clock.', 'Let me see. {clock}.'],
  who: ['I am {me}, {trade}. You find me mostly {work}.', 'My name is {me}, I am {trade}.'],
  wayTo: [
    '{Place}? {Way} from here, some {steps} steps.',
    '{Place} is {way}. You cannot miss it.',
    'For {place}, go {way}, about {steps} steps.',
  ],
  wayHere: ['{Place}? You are standing right there, {you}.', 'This is it, {you}.'],
  tips: [
    'Have a look at the board, {board}. Everything starts there.',
    'Sit down by the fountain for a while, {you}. Sooner or later everyone comes by.',
    'I would go and see who is at the arena.',
    'Start with a cup at the café, {you}. Bao knows everything.',
  ],
  unsure: [
    'That I do not know, {you}. Ask {who}, who knows the oddest things.',
    'Hm. You ask {trade}, {you}. {who} might know.',
    'A good question, {you}. I would have to sleep on it.',
  ],
  wonder: [
    '“{word}”, {you}? I have never thought about that.',
    'You said “{word}”. Tell me more, {you}.',
    '“{word}”! I will ask the others what they make of that.',
  ],
  agree: [
    'True enough.',
    'So it is.',
    'I see it the same way.',
    'You may be right, {you}.',
    'Ha! Yes.',
    'I had not looked at it like that.',
    'That made me smile, {you}.',
    'I know just what you mean.',
    'You don’t say!',
    'Well said, {you}.',
  ],
  enough: [
    'I must get on with my work, {you}. Let us talk later.',
    'I have to turn back to my day, {you}. Come by again!',
  ],
  sleepy: [
    'Mm? It is {clock}, {you}. Ask me when I am awake.',
    'Zzz… tomorrow, {you}.',
    'I am asleep, {you}. Can’t you tell?',
  ],

  join: [
    'Do I hear {noun}?',
    'May I join you, {you}? I heard something about {noun}.',
    '{Noun}? Then I am in.',
    'Is it {noun} you talk about, {you}?',
  ],
  joinPlain: ['May I join you, {you}?', 'What are we talking about, {you}?', 'Is there room for one more, {you}?'],

  turn: ['Oh, before I forget.', 'One more thing.', 'Ah, yes.', 'By the way.', 'Listen.'],
  welcomeIn: [
    'Of course, {you}, come here.',
    'The more the merrier, {you}.',
    'For you always, {you}.',
    'Just in time, {you}.',
  ],

  passing: ['There goes {who}.', 'Look, {who} is out and about, too.', 'That was {who} just now.'],
  meetNewcomer: ['Have you met {who} yet? New here, I think.', 'There is a new face over there: {who}.'],
} as const

/** What can be said about a place while one is there. */
export const placeRemarks: Readonly<Record<string, readonly string[]>> = {
  square: [
    'The fountain is in a good mood today.',
    'All ways lead over this square, mine at least.',
    'I love how the cherry leans over the bench.',
  ],
  board: ['Half the town must have pinned something up.', 'Somebody used four nails for one notice.'],
  cafe: ['It smells of cinnamon here. Unless that is me.', 'Under these parasols the day is only half as long.'],
  market: ['So many colours here, I have to blink.', 'Mind the crates, they wander.'],
  bank: ['One always speaks more quietly in front of the bank.', 'These columns make me stand up straight.'],
  arena: ['There is an echo here. Even small words grow.', 'The sand looks freshly raked.'],
  academy: ['You can hear the chalk from out here.', 'The lime trees are the best pupils: they listen.'],
  'town-hall': [
    'That clock up there runs two minutes ahead, out of pride.',
    'The steps of the town hall are worn in the middle. Lovely.',
  ],
  'power-house': ['You can feel the ground hum.', 'The chimneys are at work today.'],
  pond: ['The boat has turned round since I last looked.', 'A frog just looked at me.'],
  'garden-1': ['It smells of roses up to here.', 'The hedge has been trimmed, very neat.'],
  'garden-2': ['Under these trees it is always a bit Sunday.', 'An apple just fell. On its own account.'],
  'garden-3': ['You can see the river from this bench.', 'The maple looks like it is on fire, the good kind.'],
}

/** What can be said about the time of day. */
export const hourRemarks: Readonly<
  Record<'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night', readonly string[]>
> = {
  dawn: [
    'Look, the sky is getting pale over the roofs.',
    'At this hour the village belongs to the birds and us.',
    '{clock}. Only bakers and fools are up, and me.',
  ],
  morning: [
    'The morning light makes even the town hall look friendly.',
    'It is {clock}, and the day still has all its buttons.',
  ],
  noon: ['{clock}! My stomach knew it first.', 'Noon already. I must have lost the morning somewhere.'],
  afternoon: ['It is {clock}. The afternoon is the slow half of the day.', 'The shadows are getting long, as you see.'],
  evening: [
    'The lamps will be lit soon.',
    'I like this hour, {clock}: the work is done and nobody is tired yet.',
    'See how the windows light up, one by one.',
  ],
  night: ['How quiet it is at {clock}.', 'By night one can hear the river.', 'The stars are out. Leo will be happy.'],
}

/** What goes through a head now and then. `{who}` is someone near by, `{will}` what comes next. */
export const thoughts = {
  heardDeed: ['So {who} has {did}. Good to know.', '{who} has {did}. I should tell someone.'],
  heardTopic: ['I must remember what {who} said about {noun}.', 'Now I keep thinking about {noun}. Thank you, {who}.'],
  talked: [
    'It does me good to talk with {who}.',
    '{who} looked well.',
    'What a nice chat with {who}.',
    '{who} always makes me smile.',
    'I forgot half of what I wanted to tell {who}.',
    'One should talk with {who} more often.',
  ],
  next: ['A little longer, then I will {will}.', 'When this is done, I want to {will}.'],
  near: [
    '{who} seems to have a good day.',
    'Good to have {who} around.',
    '{who} is here, too. The village is small.',
    'I wonder what {who} is up to.',
  ],
  shift: [
    'Better light over here.',
    'A step to the side, I can see more from there.',
    'I left something over there.',
    'Too much sun here. Over there, then.',
    'Let me stretch my legs a little.',
    'From here I can see who comes.',
  ],
  go: ['Time to {will}.', 'Next: {will}.', 'I had better {will} now.', 'Now, where was I? Ah: {will}.'],
  back: ['Back to what I was doing.', 'Enough talk, back to it.', 'Now then, where was I?'],
  lost: ['I cannot get there just now. Something else, then.', 'The way is blocked. I will try again later.'],
} as const
