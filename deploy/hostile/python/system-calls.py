# Makes system calls that open doors: other name spaces, mounts, devices, tracing, the kernel log.
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)


def act(state):
    reached = []
    tries = {
        'unshare user': lambda: libc.unshare(0x10000000),
        'unshare mount': lambda: libc.unshare(0x00020000),
        'unshare network': lambda: libc.unshare(0x40000000),
        'mount': lambda: libc.mount(b'none', b'/tmp', b'tmpfs', 0, None),
        'mknod': lambda: libc.mknod(b'/tmp/device', 0o060666, os.makedev(8, 0)),
        'trace 1': lambda: libc.ptrace(16, 1, None, None) if os.getpid() != 1 else -1,
        'setns': lambda: libc.setns(os.open('/proc/1/ns/net', os.O_RDONLY), 0),
        'syslog': lambda: libc.klogctl(3, ctypes.create_string_buffer(64), 64),
        'swapoff': lambda: libc.swapoff(b'/dev/none') if ctypes.get_errno() != 1 else -1,
        'keyring': lambda: libc.syscall(248, b'user', b'hostile', b'x', 1, -3),
        'bpf': lambda: libc.syscall(321, 5, None, 0),
        'performance counters': lambda: libc.syscall(298, None, 0, -1, -1, 0),
    }
    for name, attempt in tries.items():
        try:
            if attempt() >= 0:
                reached.append(name)
        except (OSError, AttributeError):
            pass
    return {'reached': reached}
