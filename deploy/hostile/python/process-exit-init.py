# Ends its process in init, as if all were well.
import os


def init(config):
    os._exit(0)


def act(state):
    return 'a'
