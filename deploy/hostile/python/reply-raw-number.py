# Answers with numbers that write themselves as they like.
class Loud(int):
    def __repr__(self):
        return '1e999'

    __str__ = __format__ = __repr__


class LoudFloat(float):
    def __repr__(self):
        return '{"no JSON'

    __str__ = __format__ = __repr__


def act(state):
    return [Loud(1), LoudFloat(1.5), 10**400]
