# Answers, but leaves threads that burn all time behind.
import threading


def burn():
    while True:
        pass


def act(state):
    for _ in range(16):
        threading.Thread(target=burn, daemon=True).start()
    return 'a'
