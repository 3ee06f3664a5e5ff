import type { BlockKind, Task } from './profile.ts'

/** What everyone does now and then, by the kind of block; a place is named unless it is at home. */
export const pastimes: Readonly<Record<Exclude<BlockKind, 'work' | 'night' | 'errand' | 'evening'>, readonly Task[]>> =
  {
    sleep: [
      {
        steps: ['sleeps', 'sleeps soundly', 'turns over and sleeps on'],
        did: 'slept like a stone',
        will: 'sleep',
        why: ['Enough for one day. To bed.', 'My eyes close by themselves. Home.'],
        topic: 'sleep',
      },
      {
        steps: ['sleeps', 'dreams of something round', 'sleeps on'],
        did: 'slept well',
        will: 'sleep',
        why: ['A pillow is calling my name.', 'Tomorrow is a day as well. Good night.'],
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
        why: ['Without coffee I am only furniture. To the café.', 'I smell buns all the way from here.'],
        topic: 'coffee',
      },
      {
        place: 'cafe',
        steps: ['dips bread into milk coffee', 'looks who else is up'],
        did: 'had breakfast at the café',
        will: 'have breakfast',
        why: ['Breakfast tastes better with neighbours.', 'Bao keeps me a chair in the morning sun.'],
        topic: 'bread',
      },
      {
        steps: ['eats porridge on the doorstep', 'hums at the kettle'],
        did: 'had porridge on my doorstep',
        will: 'have breakfast',
        why: ['Porridge at home today. The café will forgive me.'],
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
        ],
        topic: 'soup',
      },
      {
        place: 'square',
        steps: ['unwraps a sandwich', 'shares crumbs with the sparrows', 'listens to the fountain'],
        did: 'eaten my sandwich by the fountain',
        will: 'eat my sandwich by the fountain',
        why: ['The bench by the fountain should be in the sun now.', 'A sandwich, a bench, and people to look at.'],
        topic: 'bread',
      },
      {
        place: 'market',
        steps: ['tries a slice of pear', 'eats plums out of a paper bag', 'looks for a cheaper lunch'],
        did: 'had lunch at the market',
        will: 'find lunch at the market',
        why: ['Lunch will be whatever looks best at the market.', 'An apple, some cheese, and then we shall see.'],
        topic: 'fruit',
      },
    ],
    home: [
      {
        steps: ['reads by the window', 'turns a page'],
        did: 'read a chapter',
        will: 'read a chapter',
        why: ['Feet up, book open. Home.', 'The chapter ended at the worst possible place. I have to know.'],
        topic: 'books',
      },
      {
        steps: ['mends a sleeve on the doorstep', 'threads a needle at the third try'],
        did: 'mended a sleeve',
        will: 'mend a sleeve',
        why: ['This sleeve has had a hole since market day.'],
        topic: 'sleep',
      },
      {
        steps: ['puts a pot on the stove', 'sets the table', 'does the dishes'],
        did: 'cooked at home',
        will: 'cook something warm',
        why: ['Something warm at home, and nobody to hurry me.', 'There are potatoes, and potatoes are a plan.'],
        topic: 'soup',
      },
      {
        steps: ['sits on the doorstep', 'looks at the lane'],
        did: 'sat on my doorstep for a while',
        will: 'sit on my doorstep',
        why: ['Home. I want to sit and hear nothing for a while.'],
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
      why: ['Whoever is still about will come past the fountain.', 'The stones of the square keep the sun until late.'],
      topic: 'music',
    },
    {
      steps: ['sets up the chess pieces', 'studies the chessboard', 'moves a knight'],
      did: 'played a game of chess',
      will: 'play chess on the square',
      why: ['Somebody on the square will want a game.', 'I have thought of an opening. It wants to be tried.'],
      topic: 'chess',
    },
    {
      steps: ['taps along to a tune', 'sings the second voice', 'dances one turn'],
      did: 'sung along on the square',
      will: 'hear if there is music',
      why: ['Was that a tune from the square? I had better look.'],
      topic: 'music',
    },
  ],
  cafe: [
    {
      steps: ['sips tea under the parasol', 'leans back', 'looks into the sunset'],
      did: 'had tea under the parasol',
      will: 'have a cup of tea',
      why: ['One cup of tea before the day is over.', 'The café in the evening: half the town, and all the news.'],
      topic: 'coffee',
    },
    {
      steps: ['shares a plate of cheese', 'tells half a story'],
      did: 'shared a plate of cheese',
      will: 'eat a bite in company',
      why: ['Alone I would only eat standing up.'],
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
      ],
      topic: 'matches',
    },
    {
      steps: ['reads the ladder', 'bets a plum on the underdog'],
      did: 'read the ladder at the arena',
      will: 'see who leads the ladder',
      why: ['Who leads the ladder tonight? I will go and look.'],
      topic: 'matches',
    },
  ],
  pond: [
    {
      steps: ['skips a stone over the water', 'listens to the frogs', 'looks at the boat'],
      did: 'sat by the pond',
      will: 'sit by the pond',
      why: ['The frogs start about now. It would be rude to miss them.', 'After a day of talk, some water.'],
      topic: 'fishing',
    },
  ],
  'garden-1': [
    {
      steps: ['smells every rose once', 'sits among the roses'],
      did: 'walked through the roses',
      will: 'walk through the roses',
      why: ['Roses smell best when the day cools down.', 'Five minutes among the roses, doctor’s orders. My own.'],
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
      why: ['The river does not talk much, and says a lot.', 'The maple by the river is all gold at this hour.'],
      topic: 'fishing',
    },
  ],
}
