# Answers with what JSON does not have.
def act(state):
    return {1: {2, 3}, (4, 5): b'6', None: 7j}
