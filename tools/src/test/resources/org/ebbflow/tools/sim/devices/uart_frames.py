"""Reads a safety board's frames on a serial line with nothing but the standard library."""
import os
import sys
import termios
import time
import tty


def checksum(octets):
    """CRC-8 SAE J1850 as one long division."""
    value = int.from_bytes(octets, "big") << 8
    value ^= 0xFF << (8 * len(octets))
    for shift in range(8 * len(octets) - 1, -1, -1):
        if value >> (shift + 8) & 1:
            value ^= 0x11D << shift
    return value ^ 0xFF


def frame(octets):
    return b"\xa5" + octets + bytes([checksum(octets)]) + b"\x03"


line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(line)
attributes = termios.tcgetattr(line)
attributes[4] = attributes[5] = termios.B115200
termios.tcsetattr(line, termios.TCSANOW, attributes)
os.set_blocking(line, False)
os.write(line, frame(bytes([0xFF, 0x0A, 0, 0, 0, 0, 0, 0, 0])))
seen = {}
bad = 0
rest = b""
end = time.monotonic() + 10
while time.monotonic() < end and not {0x07, 0x0A, 0x62, 0x63} <= set(seen):
    try:
        rest += os.read(line, 512)
    except BlockingIOError:
        time.sleep(0.01)
    while len(rest) >= 12:
        here, rest = rest[:12], rest[12:]
        if here[0] == 0xA5 and here[11] == 0x03 and here[10] == checksum(here[1:10]):
            seen[here[1]] = here[2:10]
        else:
            bad += 1
print("bad", bad)
print("platform 0x%02X kind %d profile %d watchdog %d" % (seen[0x0A][3], seen[0x0A][4], seen[0x0A][5], seen[0x0A][6] << 8 | seen[0x0A][7]))
print("pilot", seen[0x07][2] & 7, "contactor", seen[0x07][4] & 3)
print("ids", " ".join("%02X" % id for id in sorted(seen)))
