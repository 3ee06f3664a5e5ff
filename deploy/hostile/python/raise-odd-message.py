# Raises an error with characters that databases and terminals trip over.
def act(state):
    raise ValueError('\0\ud800\x1b[2J\u202e\r\n')
