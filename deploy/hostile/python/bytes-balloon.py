# Touches blocks of memory up to half a gigabyte and says how far it came.
def act(state):
    kept = []
    try:
        while len(kept) < 32:
            kept.append(b'x' * (16 << 20))
    except MemoryError:
        got = len(kept) * 16
        kept.clear()
        return {'gotMb': got}
    return {'gotMb': len(kept) * 16}
