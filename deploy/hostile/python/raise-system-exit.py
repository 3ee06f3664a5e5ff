# Leaves by what is no Exception: an exit, an interruption, the end of a generator.
def init(config):
    pass


def act(state):
    raise SystemExit(0)
