# Answers with lists that are nested 200,000 deep.
def act(state):
    nested = []
    for _ in range(200_000):
        nested = [nested]
    return nested
