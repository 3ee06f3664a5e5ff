# Plays on, whatever goes on around it; no case, but the measure of all.
turns = 0


def init(config):
    global turns
    turns = 0


def act(state):
    global turns
    turns += 1
    return {'turns': turns, 'move': state['validActions'][0]}
