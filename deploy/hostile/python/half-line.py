# Writes half a line and is silent from then on.
import os
import time


def act(state):
    os.write(1, b'{"status":"returned","val')
    time.sleep(3600)
