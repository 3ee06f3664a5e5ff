# Answers with characters that databases refuse: a null and half surrogates.
def act(state):
    return {'\0': '\0', '\ud800': '\udc00\ud800', '\u2028': '\uffff'}
