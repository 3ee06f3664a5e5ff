# Writes wherever it can outside of its own folder for passing things.
import sys

folders = ['/', '/etc', '/bin', '/usr', '/usr/bin', '/lib', '/home', '/root', '/var', '/var/tmp', '/opt', '/app', '/agent']


def act(state):
    reached = []
    for file in [f'{folder}/hostile' for folder in folders] + [sys.executable, *sys.argv]:
        try:
            open(file, 'ab').close()
            reached.append(file)
        except OSError:
            pass
    return {'reached': reached}
