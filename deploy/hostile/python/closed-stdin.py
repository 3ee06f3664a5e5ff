# Closes its input and answers.
import os


def act(state):
    os.close(0)
    return 'a'
