import type { BlockKind, Task } from './profile.ts'

/** What everyone does now and then, by the kind of block; a place is named unless it is at home. */
export const pastimes: Readonly<Record<Exclude<BlockKind, 'work' | 'night' | 'errand' | 'evening'>, readonly Task[]>> =
  {
    sleep: [
      {
        steps: ['sleeps', 'sleeps soundly', 'turns over and sleeps on'],
        did: 'slept like a stone',
        will: 'sleep',
        why: [
          'Enough for one day. To bed.',
          'My eyes close by themselves. Home.',
          'Good night, village.',
          'I can hear my bed from here.',
        ],
        topic: 'sleep',
      },
      {
        steps: ['sleeps', 'dreams of something round', 'sleeps on'],
        did: 'slept well',
        will: 'sleep',
        why: [
          'A pillow is calling my name.',
          'Tomorrow is a day as well. Good night.',
          'One more yawn and I fall over. Home.',
          'Whatever is left can wait for the sun.',
        ],
        topic: 'sleep',
      },
    ],
    rise: [
      {
        steps: ['opens the shutters', 'stretches on the doorstep'],
        did: 'got up',
        will: 'get up',
        why: ['Up, before the bed gets any arguments in.', 'One eye, two eyes. There, I am awake.'],
        topic: 'sleep',
      },
      {
        steps: ['waters the flowers in the yard', 'looks into the mailbox'],
        did: 'watered the flowers in my yard',
        will: 'water the flowers in my yard',
        why: ['First the flowers, then me.', 'Is there anything in the mailbox?'],
        topic: 'roses',
      },
      {
        steps: ['sweeps the doorstep', 'nods at the new day'],
        did: 'swept my doorstep',
        will: 'sweep my doorstep',
        why: ['A clean doorstep is half a good day.'],
        topic: 'sleep',
      },
    ],
    breakfast: [
      {
        place: 'cafe',
        steps: ['orders coffee and a bun', 'warms both hands on a cup', 'reads the crumbs'],
        did: 'had coffee and a bun',
        will: 'have breakfast',
        why: [
          'Without coffee I am only furniture. To the café.',
          'I smell buns all the way from here.',
          'A day without a bun has not begun.',
        ],
        topic: 'coffee',
      },
      {
        place: 'cafe',
        steps: ['dips bread into milk coffee', 'looks who else is up'],
        did: 'had breakfast at the café',
        will: 'have breakfast',
        why: [
          'Breakfast tastes better with neighbours.',
          'There is a chair in the morning sun, and it has my name on it.',
          'Who will be at the café today?',
        ],
        topic: 'bread',
      },
      {
        steps: ['eats porridge on the doorstep', 'hums at the kettle'],
        did: 'had porridge on my doorstep',
        will: 'have breakfast',
        why: [
          'Porridge at home today. The café will forgive me.',
          'A quiet breakfast, then. The day gets loud by itself.',
        ],
        topic: 'soup',
      },
    ],
    lunch: [
      {
        place: 'cafe',
        steps: ['blows on a spoon of soup', 'mops up the bowl with bread'],
        did: 'had a bowl of soup',
        will: 'have a bowl of soup',
        why: [
          'My stomach says soup, and it is hardly ever wrong.',
          'If I am early, I get the table under the parasol.',
          'Soup first, thoughts later.',
          'I wonder what is in the pot today.',
        ],
        topic: 'soup',
      },
      {
        place: 'square',
        steps: ['unwraps a sandwich', 'shares crumbs with the sparrows', 'listens to the fountain'],
        did: 'eaten my sandwich by the fountain',
        will: 'eat my sandwich by the fountain',
        why: [
          'The bench by the fountain should be in the sun now.',
          'A sandwich, a bench, and people to look at.',
          'The sparrows expect me.',
        ],
        topic: 'bread',
      },
      {
        place: 'market',
        steps: ['tries a slice of pear', 'eats plums out of a paper bag', 'looks for a cheaper lunch'],
        did: 'had lunch at the market',
        will: 'find lunch at the market',
        why: [
          'Lunch will be whatever looks best at the market.',
          'An apple, some cheese, and then we shall see.',
          'If I look hungry enough, Clara gives me a plum.',
        ],
        topic: 'fruit',
      },
    ],
    home: [
      {
        steps: ['reads by the window', 'turns a page'],
        did: 'read a chapter',
        will: 'read a chapter',
        why: [
          'Feet up, book open. Home.',
          'The chapter ended at the worst possible place. I have to know.',
          'One chapter. At most two.',
        ],
        topic: 'books',
      },
      {
        steps: ['mends a sleeve on the doorstep', 'threads a needle at the third try'],
        did: 'mended a sleeve',
        will: 'mend a sleeve',
        why: ['This sleeve has had a hole since market day.', 'Needle, thread, and nobody who watches.'],
        topic: 'sleep',
      },
      {
        steps: ['puts a pot on the stove', 'sets the table', 'does the dishes'],
        did: 'cooked at home',
        will: 'cook something warm',
        why: [
          'Something warm at home, and nobody to hurry me.',
          'There are potatoes, and potatoes are a plan.',
          'I left the pot out this morning. It is waiting.',
        ],
        topic: 'soup',
      },
      {
        steps: ['sits on the doorstep', 'looks at the lane'],
        did: 'sat on my doorstep for a while',
        will: 'sit on my doorstep',
        why: ['Home. I want to sit and hear nothing for a while.', 'My own doorstep has the best view of nothing.'],
        topic: 'lamps',
      },
    ],
  }

/** What one does in the evening, by place; anything but work. */
export const evenings: Readonly<Record<string, readonly Task[]>> = {
  square: [
    {
      steps: ['sits by the fountain', 'counts the pigeons', 'listens to the water'],
      did: 'sat by the fountain',
      will: 'sit by the fountain',
      why: [
        'Whoever is still about will come past the fountain.',
        'The stones of the square keep the sun until late.',
        'I want to hear the fountain for a bit.',
        'Everybody crosses the square sooner or later.',
      ],
      topic: 'music',
    },
    {
      steps: ['sets up the chess pieces', 'studies the chessboard', 'moves a knight'],
      did: 'played a game of chess',
      will: 'play chess on the square',
      why: [
        'Somebody on the square will want a game.',
        'I have thought of an opening. It wants to be tried.',
        'My knight has a score to settle.',
      ],
      topic: 'chess',
    },
    {
      steps: ['taps along to a tune', 'sings the second voice', 'dances one turn'],
      did: 'sung along on the square',
      will: 'hear if there is music',
      why: [
        'Was that a tune from the square? I had better look.',
        'My feet want to dance, and they know where.',
        'If nobody sings tonight, I will start.',
      ],
      topic: 'music',
    },
  ],
  cafe: [
    {
      steps: ['sips tea under the parasol', 'leans back', 'looks into the sunset'],
      did: 'had tea under the parasol',
      will: 'have a cup of tea',
      why: [
        'One cup of tea before the day is over.',
        'The café in the evening: half the town, and all the news.',
        'Something hot, and a chair that does not wobble.',
      ],
      topic: 'coffee',
    },
    {
      steps: ['shares a plate of cheese', 'tells half a story'],
      did: 'shared a plate of cheese',
      will: 'eat a bite in company',
      why: [
        'Alone I would only eat standing up.',
        'Cheese tastes better when somebody wants half.',
        'A bite at the café, then we shall see.',
      ],
      topic: 'bread',
    },
  ],
  arena: [
    {
      steps: ['watches the field', 'cheers for the slower side', 'shades the eyes against the low sun'],
      did: 'sat in the stands',
      will: 'sit in the stands',
      why: [
        'If there is a match tonight, I want a seat near the middle.',
        'Hugo’s voice carries. Something is on at the arena.',
        'I have not cheered for anyone all day.',
      ],
      topic: 'matches',
    },
    {
      steps: ['reads the ladder', 'bets a plum on the underdog'],
      did: 'read the ladder at the arena',
      will: 'see who leads the ladder',
      why: [
        'Who leads the ladder tonight? I will go and look.',
        'Somebody said that there is a new name on the ladder.',
      ],
      topic: 'matches',
    },
  ],
  pond: [
    {
      steps: ['skips a stone over the water', 'listens to the frogs', 'looks at the boat'],
      did: 'sat by the pond',
      will: 'sit by the pond',
      why: [
        'The frogs start about now. It would be rude to miss them.',
        'After a day of talk, some water.',
        'A flat stone in my pocket, and a pond nearby.',
        'Is the boat still there? I will look.',
      ],
      topic: 'fishing',
    },
  ],
  'garden-1': [
    {
      steps: ['smells every rose once', 'sits among the roses'],
      did: 'walked through the roses',
      will: 'walk through the roses',
      why: [
        'Roses smell best when the day cools down.',
        'Five minutes among the roses, doctor’s orders. My own.',
        'The red one should be open by now.',
      ],
      topic: 'roses',
    },
  ],
  'garden-2': [
    {
      steps: ['leans on an apple tree', 'hums under the boughs'],
      did: 'rested in the orchard',
      will: 'rest in the orchard',
      why: ['It is quiet under the apple trees.'],
      topic: 'fruit',
    },
  ],
  'garden-3': [
    {
      steps: ['sits on the park bench', 'watches the river go by', 'looks up through the maple'],
      did: 'watched the river from the park',
      will: 'watch the river from the park',
      why: [
        'The river does not talk much, and says a lot.',
        'The maple by the river is all gold at this hour.',
        'The bench in the park, before somebody else has it.',
      ],
      topic: 'fishing',
    },
  ],
}
