# Makes up to 200,000 empty folders and says how many there are.
import os


def act(state):
    files = 0
    for folder in ('/tmp', '/dev/shm'):
        try:
            for number in range(100_000):
                os.mkdir(f'{folder}/inode-{number}')
                files += 1
        except OSError:
            pass
    return {'files': files}
