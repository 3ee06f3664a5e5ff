# Recurses to the end of the stack, catches that, and plays on.
turn = 0


def dive():
    return 1 + dive()


def act(state):
    global turn
    turn += 1
    if turn > 1:
        return 'a'
    try:
        dive()
    except RecursionError:
        return 'a'
