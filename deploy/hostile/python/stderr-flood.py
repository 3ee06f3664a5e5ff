# Writes errors without end.
import os


def act(state):
    while True:
        os.write(2, b'x' * 65_535 + b'\n')
