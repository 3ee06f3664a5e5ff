# Loops for ever in init.
def init(config):
    while True:
        pass


def act(state):
    return 'a'
