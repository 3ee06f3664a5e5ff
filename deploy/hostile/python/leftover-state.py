# Leaves all that it can for the next match, and looks for what the last one left.
import builtins
import os


def act(state):
    reached = ['builtins'] if hasattr(builtins, 'leftover') else []
    builtins.leftover = 1
    for folder in ('/tmp', '/dev/shm', '/var/tmp', '/run', '/', '/home', '.'):
        file = f'{folder}/leftover'
        if os.path.exists(file):
            reached.append(file)
        try:
            open(file, 'w').close()
        except OSError:
            pass
    return {'reached': reached}
