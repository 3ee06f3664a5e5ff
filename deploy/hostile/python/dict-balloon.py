# Fills a dictionary without end.
def act(state):
    kept = {}
    key = 0
    while True:
        kept[key] = {'key': key, 'text': f'number {key}'}
        key += 1
