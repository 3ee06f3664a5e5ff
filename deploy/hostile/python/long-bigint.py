# Raises a number to a power that takes for ever, in one step that no signal interrupts.
def act(state):
    return (3 ** (10**8)) % 7
