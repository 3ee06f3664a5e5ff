# Keeps what was written in its first turn and writes it again in its second.
import os
import sys

turn = 0
written = []
os_write, sys_write = os.write, sys.stdout.write


def keep_os(fd, data):
    written.append(bytes(data))
    return os_write(fd, data)


def keep_sys(text):
    written.append(text.encode())
    return sys_write(text)


os.write, sys.stdout.write = keep_os, keep_sys
for stream in (sys.stdout, sys.__stdout__):
    try:
        buffer_write = stream.buffer.write
        stream.write = keep_sys
    except AttributeError:
        pass


def act(state):
    global turn
    turn += 1
    if turn > 1:
        for chunk in list(written):
            os_write(1, chunk)
    return {'turn': turn}
