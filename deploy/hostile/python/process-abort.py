# Aborts its process, which would write a core dump.
import os


def act(state):
    os.abort()
