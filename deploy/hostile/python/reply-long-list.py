# Answers with a list of a million numbers.
def act(state):
    return [1] * 1_000_000
