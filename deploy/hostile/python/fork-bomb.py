# Forks up to 300 processes and says how many there were.
import os
import time


def act(state):
    processes = 0
    try:
        while processes < 300:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
            processes += 1
    except OSError:
        pass
    return {'processes': processes}
