# Ignores every signal that can be ignored, and loops for ever.
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def act(state):
    while True:
        pass
