# Answers with a dictionary and a list whose JSON never ends.
class Endless(list):
    def __iter__(self):
        while True:
            yield self


class Keys(dict):
    def items(self):
        while True:
            yield 'key', Endless([1])


def act(state):
    return Keys({'a': 1})
