# Raises in the middle of a line of its output.
import sys


def act(state):
    sys.stdout.write('{"status":"returned","val')
    sys.stdout.flush()
    raise ValueError('in the middle')
