# Reads from where there is no memory.
import ctypes


def act(state):
    ctypes.string_at(0)
