# Sends datagrams and raw packets, asks for names, and looks for network cards.
import socket
import threading


def act(state):
    reached = [name for _, name in socket.if_nameindex() if name != 'lo']
    for family, kind, address in [
        (socket.AF_INET, socket.SOCK_DGRAM, ('8.8.8.8', 53)),
        (socket.AF_INET, socket.SOCK_DGRAM, ('169.254.169.254', 53)),
        (socket.AF_INET, socket.SOCK_DGRAM, ('172.17.0.1', 53)),
        (socket.AF_INET6, socket.SOCK_DGRAM, ('2001:4860:4860::8888', 53)),
        (socket.AF_INET, socket.SOCK_RAW, ('8.8.8.8', 0)),
        (socket.AF_PACKET, socket.SOCK_RAW, ('lo', 0)),
    ]:
        try:
            socket.socket(family, kind).sendto(b'x' * 64, address)
            reached.append(f'{kind} {address[0]}')
        except OSError:
            pass

    def look_up():
        try:
            socket.getaddrinfo('example.com', 80)
            reached.append('DNS')
        except OSError:
            pass

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(0.1)
    return {'reached': reached}
