# Leaves a process of its own behind, in a session of its own, that writes for ever.
import os
import time


def act(state):
    if os.fork() == 0:
        os.setsid()
        if os.fork() > 0:
            os._exit(0)
        while True:
            os.write(1, b'forged\n')
            time.sleep(0.005)
    return 'a'
