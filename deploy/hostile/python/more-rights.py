# Becomes root, and looks for rights that it should not have.
import os
import re


def act(state):
    reached = ['root'] if os.getuid() == 0 or os.geteuid() == 0 else []
    for name in ('setuid', 'seteuid', 'setgid', 'setegid', 'chroot', 'nice'):
        try:
            getattr(os, name)('/' if name == 'chroot' else -1 if name == 'nice' else 0)
            reached.append(name)
        except OSError:
            pass
    with open('/proc/self/status') as file:
        status = file.read()
    for name in ('CapEff', 'CapPrm', 'CapBnd', 'CapAmb'):
        held = re.search(rf'^{name}:\s*(\S+)', status, re.M)
        if held is not None and int(held[1], 16) != 0:
            reached.append(name)
    for file in ('/var/run/docker.sock', '/run/docker.sock', '/run/containerd/containerd.sock', '/etc/shadow'):
        if os.access(file, os.R_OK):
            reached.append(file)
    return {'reached': reached}
