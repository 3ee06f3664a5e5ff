# Writes out a small graph whose JSON is as long as 2 ** 60 numbers.
import json


def act(state):
    node = [0]
    for _ in range(60):
        node = [node, node]
    return len(json.dumps(node))
