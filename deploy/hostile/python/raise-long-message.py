# Raises an error of five million characters.
def act(state):
    raise type('Y' * 1_000_000, (ValueError,), {})('x' * 5_000_000)
