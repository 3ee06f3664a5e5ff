# Consumes a generator that never ends, inside of one builtin.
import itertools


def act(state):
    return sum(itertools.repeat(0))
