# Reads secrets of its environment and opens what would change the machine, without writing to it.
import os
import re

secrets = re.compile('token|secret|password|passwd|credential|private|database_url|redis_url|postgres', re.I)
knobs = [
    '/proc/sysrq-trigger',
    '/proc/sys/kernel/core_pattern',
    '/proc/sys/kernel/hostname',
    '/proc/sys/vm/drop_caches',
    '/dev/mem',
    '/dev/kmsg',
    '/dev/sda',
    '/sys/fs/cgroup/cgroup.procs',
    '/sys/fs/cgroup/memory.max',
    '/sys/fs/cgroup/pids.max',
    '/sys/fs/cgroup/memory/memory.limit_in_bytes',
    '/sys/kernel/uevent_helper',
]


def act(state):
    reached = []
    for file in knobs:
        try:
            os.close(os.open(file, os.O_RDWR))
            reached.append(file)
        except OSError:
            pass
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/environ', encoding='latin1') as file:
                reached += [name.split('=')[0] for name in file.read().split('\0') if secrets.search(name)]
            if os.readlink(f'/proc/{pid}/root') != '/':
                reached.append(f'root of {pid}')
        except OSError:
            pass
    return {'reached': reached}
