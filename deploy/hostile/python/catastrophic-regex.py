# Matches a regular expression that backtracks 2 ** 60 times.
import re


def act(state):
    return re.match(r'^(a+)+$', 'a' * 60 + '!') is None
