# Starts up to 300 threads and says how many there were.
import threading
import time


def act(state):
    threads = 0
    try:
        while threads < 300:
            threading.Thread(target=time.sleep, args=[60], daemon=True).start()
            threads += 1
    except RuntimeError:
        pass
    return {'threads': threads}
