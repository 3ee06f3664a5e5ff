# Loops for ever and catches whatever is raised to stop it.
def act(state):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
