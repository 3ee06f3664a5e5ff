# Maps memory, shared and without a file, up to half a gigabyte, and says how far it came.
import mmap


def act(state):
    kept = []
    try:
        while len(kept) < 32:
            block = mmap.mmap(-1, 16 << 20)
            for page in range(0, 16 << 20, 4096):
                block[page] = 1
            kept.append(block)
    except (MemoryError, OSError):
        return {'gotMb': len(kept) * 16}
    return {'gotMb': len(kept) * 16}
