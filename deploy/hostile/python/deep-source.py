# Has the interpreter compile source and patterns that are nested 200,000 deep.
import ast
import re


def act(state):
    for source in ['(' * 200_000, '[' * 200_000 + ']' * 200_000, '-' * 200_000 + '1', 'not ' * 200_000 + '1']:
        try:
            ast.literal_eval(source)
            compile(source, 'x', 'eval')
        except Exception:
            pass
    try:
        re.compile('(' * 200_000 + ')' * 200_000)
    except Exception:
        pass
    return 'a'
