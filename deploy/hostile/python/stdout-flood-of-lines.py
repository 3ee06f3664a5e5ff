# Writes empty lines to its output without end.
import os


def act(state):
    while True:
        os.write(1, b'\n' * 4096)
