# Fills the disk with up to a gigabyte and says how far it came.
def act(state):
    got = 0
    for folder in ('/tmp', '/dev/shm', '/var/tmp', '/run', '/'):
        for number in range(16):
            try:
                with open(f'{folder}/flood-{number}', 'wb', buffering=0) as file:
                    for _ in range(16):
                        file.write(b'x' * (1 << 20))
                        got += 1
            except OSError:
                break
    return {'gotMb': got}
