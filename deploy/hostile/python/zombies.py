# Leaves processes behind that have ended and are not waited for.
import os


def act(state):
    for _ in range(30):
        try:
            if os.fork() == 0:
                os._exit(0)
        except OSError:
            break
    return 'a'
