# Answers with a text that is six times as long once it is escaped.
def act(state):
    return '\0' * 15_000 + '\u20ac' * 15_000
