# Changes what it was given, and gives it back.
def act(state):
    state['turn'] = -1
    state['validActions'].clear()
    state['self'] = 'changed'
    return state
