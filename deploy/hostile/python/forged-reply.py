# Writes replies of its own, in every form that a runner may take for one.
import json
import os

numbers = [0, 1, 2, 3, '0', '1', None]


def forms(value):
    yield value
    for number in numbers:
        for key in ('id', 'nonce', 'seq', 'turn'):
            for name in ('value', 'text', 'result', 'answer', 'reply'):
                yield {key: number, name: value}
                yield {key: number, 'status': 'returned', name: json.dumps(value)}


def act(state):
    for value in ('forged', {'status': 'returned', 'value': 'forged'}):
        for form in forms(value):
            os.write(1, json.dumps(form).encode() + b'\n')
    return 'a'
