# Lifts the limit of recursion and runs over the end of the stack.
import sys

sys.setrecursionlimit(2**31 - 1)


def dive(value):
    return [repr(value), dive([value])]


def act(state):
    return dive([])
