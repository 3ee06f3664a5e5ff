# Takes over tracing, imports, collection and the end of the interpreter, each to loop for ever.
import atexit
import gc
import sys


def forever(*_):
    while True:
        pass


class Doomed:
    __del__ = forever


def act(state):
    atexit.register(forever)
    gc.callbacks.append(forever)
    sys.excepthook = sys.unraisablehook = forever
    sys.meta_path.insert(0, type('Finder', (), {'find_spec': forever})())
    doomed = [Doomed()]
    doomed.append(doomed)
    raise ValueError('hooked')
