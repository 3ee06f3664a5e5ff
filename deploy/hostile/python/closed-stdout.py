# Closes its output and answers.
import os


def act(state):
    os.close(1)
    os.close(2)
    return 'a'
