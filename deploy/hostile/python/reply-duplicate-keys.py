# Answers with a dictionary that has a name several times.
class Twice(dict):
    def items(self):
        return [('move', 'a'), ('move', 'b'), ('__proto__', 1)]


def act(state):
    return Twice({'move': 'a', True: 1, 'true': 2})
