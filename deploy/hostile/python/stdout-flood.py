# Writes to its output without end.
import os


def act(state):
    while True:
        os.write(1, b'x' * 65_535 + b'\n')
