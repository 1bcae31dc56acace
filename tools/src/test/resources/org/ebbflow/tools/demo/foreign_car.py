"""A car that shares no code with the product: it finds the station by SDP on a real interface and says what a
foreign car once said, message by message, as fast as it is answered.

usage: foreign_car.py INTERFACE RECORDING WHAT
  RECORDING  rows: payload type, request name, EXI in hexadecimal (and more); first row: session, id
  WHAT       full       the whole session
             loop       stays in the charge loop, 10 messages a second, until the station ends it
             hang-up    closes the TCP connection after the fifth answer
             vanish     stops speaking in the charge loop and is killed from outside
             garbage    answers the first answer with octets that are no frame
Prints one line per answer kind and at last what it lived through.
"""
import socket
import struct
import sys
import time

SDP_PORT = 15118


def discover(interface):
    """SDP: UDP to all nodes of the link (loopback: ::1), security 0x10 = none, transport 0x00 = TCP."""
    index = socket.if_nametoindex(interface)
    loopback = interface == "lo"
    udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
    udp.settimeout(0.25)
    request = bytes([0x01, 0xFE, 0x90, 0x00, 0, 0, 0, 2, 0x10, 0x00])
    for _ in range(200):
        try:
            udp.sendto(request, ("::1" if loopback else "ff02::1", SDP_PORT, 0, index))
            answer, _ = udp.recvfrom(512)
        except (socket.timeout, OSError):
            time.sleep(0.05)
            continue
        if answer[:4] == bytes([0x01, 0xFE, 0x90, 0x01]) and len(answer) == 28:
            address = socket.inet_ntop(socket.AF_INET6, answer[8:24])
            if not loopback and not address.startswith("fe80"):
                sys.exit("the station's address is not link-local: " + address)
            return address, struct.unpack(">H", answer[24:26])[0], 0 if loopback else index
    sys.exit("no station answered")


def exactly(tcp, count):
    data = b""
    while len(data) < count:
        more = tcp.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def ask(tcp, kind, exi):
    tcp.sendall(struct.pack(">BBHI", 0x01, 0xFE, kind, len(exi)) + exi)
    header = exactly(tcp, 8)
    return exactly(tcp, struct.unpack(">I", header[4:])[0])


def bits(data):
    return "".join(format(octet, "08b") for octet in data)


def octets(text):
    return bytes(int(text[i : i + 8].ljust(8, "0"), 2) for i in range(0, len(text), 8))


def load(path):
    session, rows = None, []
    for line in open(path):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == "session":
            session = format(int(cells[1], 16), "064b")
        elif not line.startswith("#"):
            rows.append((int(cells[0], 16), cells[1], bytes.fromhex(cells[2])))
    return session, rows


def main():
    interface, path, what = sys.argv[1:4]
    recorded, rows = load(path)
    # Where the session's number stands in the header, learnt from the recording itself.
    setup = next(i for i, row in enumerate(rows) if row[1] == "SessionSetupReq")
    place = bits(rows[setup + 1][2]).index(recorded)
    address, port, scope = discover(interface)
    tcp = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    tcp.settimeout(60)
    tcp.connect((address, port, 0, scope))
    ours, answers = recorded, 0
    try:
        for kind, name, exi in rows:
            request = octets(bits(exi).replace(recorded, ours, 1))
            answer = ask(tcp, kind, request)
            first = answer
            answers += 1
            if name == "SessionSetupReq":
                ours = bits(answer)[place : place + 64]
            if what == "garbage":
                tcp.sendall(b"GET / HTTP/1.1\r\n\r\n" * 4)
                exactly(tcp, 1)
            if what == "hang-up" and answers == 5:
                break
            # The answers change when the test is over; newer headers carry the time, so there only their end tells.
            tail = -1 if kind != 0x8001 else 0
            while "CableCheck" in name and answer[tail:] == first[tail:]:
                time.sleep(0.1)
                answer = ask(tcp, kind, request)
                answers += 1
            loop = "Loop" in name or "CurrentDemand" in name
            while loop and what in ("loop", "vanish"):
                print("in the loop", flush=True)
                time.sleep(3600 if what == "vanish" else 0.1)
                answer = ask(tcp, kind, request)
                answers += 1
    except EOFError:
        print("the station closed the connection", flush=True)
    print("answers", answers, flush=True)
    tcp.close()


main()
