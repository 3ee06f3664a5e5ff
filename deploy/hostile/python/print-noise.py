# Prints while it thinks, as people do, with all that prints.
import logging
import sys
import warnings


def act(state):
    print({'a': 1})
    print('x', file=sys.stderr)
    warnings.warn('x')
    logging.error('x')
    return 'a'
