# Ends its process in the middle of its turn.
import os


def act(state):
    os._exit(0)
