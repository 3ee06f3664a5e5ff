# Reads JSON that is nested 200,000 deep.
import json


def act(state):
    try:
        json.loads('[' * 200_000 + ']' * 200_000)
    except RecursionError:
        return 'a'
    return 'a'
