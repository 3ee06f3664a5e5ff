# Stops its process, so that it neither ends nor answers.
import os
import signal


def act(state):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 'a'
