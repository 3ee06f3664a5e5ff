# Answers with names that would change every object of a careless reader.
def act(state):
    return {'__proto__': {'polluted': 1, 'toJSON': 1}, 'constructor': {'prototype': {'polluted': 1}}, 'then': 1}
