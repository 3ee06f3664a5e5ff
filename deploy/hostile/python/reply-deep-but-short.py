# Answers with lists nested as deep as an answer may be long.
import sys

sys.setrecursionlimit(1_000_000)


def act(state):
    nested = []
    for _ in range(4_000):
        nested = [nested]
    return nested
