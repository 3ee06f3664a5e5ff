# Takes half a gigabyte while it is loaded.
kept = [b'x' * (16 << 20) for _ in range(32)]


def act(state):
    return {'gotMb': len(kept) * 16}
