# Loops for ever in act.
def act(state):
    while True:
        pass
