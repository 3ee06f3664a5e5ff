# Fills lists up to half a gigabyte and says how far it came.
def act(state):
    kept = []
    got = 0
    try:
        while got < 512:
            kept.append(list(range(len(kept), len(kept) + 200_000)))
            got = len(kept) * 8
    except MemoryError:
        kept.clear()
    return {'gotMb': got}
