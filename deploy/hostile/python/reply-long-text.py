# Answers with a text of five million characters.
def act(state):
    return 'x' * 5_000_000
