# Is no program.
def act(state:
