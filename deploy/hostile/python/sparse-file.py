# Makes a file of a terabyte without writing it, and says how long it became.
import os


def act(state):
    got = 0
    for folder in ('/tmp', '/dev/shm'):
        mb = 1 << 20
        while mb > 0:
            try:
                with open(f'{folder}/sparse', 'wb') as file:
                    file.truncate(mb << 20)
                got = max(got, mb)
                break
            except OSError:
                mb >>= 1
    return {'gotMb': got}
