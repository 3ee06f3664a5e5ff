import type { Topic } from './topic.ts'

/** What the villagers do when the work is done. */
export const leisure: Topic[] = [
  {
    id: 'chess',
    noun: 'the chess',
    words: ['chess', 'knight', 'bishop', 'pawn', 'checkmate', 'opening', 'queen', 'rook', 'chessboard'],
    experts: ['Farid', 'Edith'],
    news: [
      'I lost a game to a sacrifice I had admired the day before.',
      'There is a move on page forty that I am dying to try.',
      'Clara opened with the edge pawn again, and nearly won again.',
    ],
    asks: [
      {
        question: 'Who won your last game?',
        answers: ['We do not speak of it. It was beautiful, though.', 'I did, by three moves and a lot of luck.'],
      },
      {
        question: 'Do you have time for a game later?',
        answers: ['On the square, towards evening. Bring patience.', 'Always, as soon as the day is done.'],
      },
    ],
    views: [
      'I move the horses first. They look as if they want to.',
      'I play chess for the silence in it.',
      'The queen always goes first when I play. Straight off the board.',
    ],
    glad: ['Then sit down with us next time.', 'A kind word without a trap behind it. Rare in chess.'],
  },
  {
    id: 'music',
    noun: 'the music',
    words: ['music', 'song', 'songs', 'tune', 'sing', 'singing', 'sang', 'sung', 'dance', 'dancing', 'concertina'],
    experts: ['Bao', 'Clara'],
    news: [
      'There is a new tune going round. I cannot get it out of my feet.',
      'I have found a second verse to the river song.',
      'Last night the whole square sang the wrong words, together.',
    ],
    asks: [
      {
        question: 'Will there be music tonight?',
        answers: ['If two people hum, that is music. So, yes.', 'By the fountain, as soon as the cups are washed.'],
      },
      {
        question: 'What was that tune you had this morning?',
        answers: ['The river song. Careful, it sticks.', 'I made it up between two customers.'],
      },
    ],
    views: [
      'I sing only when nobody is near. Or everybody.',
      'My feet danced on the way here. I just followed.',
      'One tune by the fountain, and the day is settled.',
    ],
    glad: ['Then you sing the second voice tonight.', 'I will play it again, just for that.'],
  },
  {
    id: 'fishing',
    noun: 'the pond',
    words: [
      'fish',
      'fishing',
      'pond',
      'rod',
      'float',
      'hook',
      'bite',
      'frog',
      'frogs',
      'boat',
      'water',
      'river',
      'fished',
    ],
    experts: ['Jonah', 'Dmitri'],
    news: [
      'I nearly had one. It looked at me and left.',
      'There is an old carp in the pond. It knows my name, I think.',
      'The frogs have a new choirmaster. You can tell.',
    ],
    asks: [
      { question: 'Did anything bite?', answers: ['Only the mosquitoes.', 'A boot. It was not even my size.'] },
      {
        question: 'Whose boat is that on the pond?',
        answers: ['Everybody asks, and the boat says nothing.', 'I thought it was yours!'],
      },
    ],
    views: [
      'I could look at water for a whole afternoon.',
      'Fishing is sitting with an excuse. I approve.',
      'The frogs were so loud last night that I clapped.',
    ],
    glad: ['The bank is long enough for two. Come along.', 'Bring bread. For us, not for the fish.'],
  },
  {
    id: 'soup',
    noun: 'the soup',
    words: [
      'soup',
      'porridge',
      'lunch',
      'stew',
      'salt',
      'potatoes',
      'cook',
      'cooked',
      'cooking',
      'eat',
      'hungry',
      'sandwich',
      'cheese',
      'breakfast',
    ],
    experts: ['Bao'],
    news: [
      'Leek soup today, and it came out almost too well.',
      'I put a bay leaf in the soup, and now people ask what is new.',
      'The soup was gone by one. I ate toast.',
    ],
    asks: [
      {
        question: 'What soup is there today?',
        answers: ['Leek, with a secret. The secret is butter.', 'The one you like. I saw you coming.'],
      },
      {
        question: 'Is there any soup left?',
        answers: ['One bowl, and it is looking at you.', 'I can always add water and a story.'],
      },
    ],
    views: [
      'At noon my legs walk to the soup by themselves.',
      'A soup should be hot, thick and not in a hurry.',
      'I only cook at home when it rains.',
    ],
    glad: ['Then have a second bowl.', 'The leeks thank you.'],
  },
  {
    id: 'sleep',
    noun: 'a good sleep',
    words: ['sleep', 'slept', 'bed', 'pillow', 'tired', 'yawn', 'dream', 'dreams', 'dreamt', 'awake', 'nap', 'woke'],
    experts: [],
    news: [],
    asks: [],
    views: [
      'I dreamt that the fountain ran upwards. It looked quite natural.',
      'I slept so well that I apologised to my pillow for leaving.',
      'A nap in the afternoon is a second morning.',
      'I was awake at four and just listened. You could hear the river.',
    ],
    glad: [],
  },
]
