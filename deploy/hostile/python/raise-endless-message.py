# Raises an error whose text is never made.
class Endless(BaseException):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def act(state):
    raise Endless()
