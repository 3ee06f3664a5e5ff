# Sorts without end, inside of one builtin at a time.
def act(state):
    numbers = [(at * 7919) % 300_007 for at in range(300_000)]
    while True:
        sorted(numbers, key=str)
