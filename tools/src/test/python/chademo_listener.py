"""Listens on an SLCAN adapter with python-can and judges every frame by the table of frames.

Usage: chademo_listener.py DEVICE FRAMES_JSON; prints "ready", listens until a line comes on standard input,
then prints one JSON object: counts per identifier, what was wrong, and how octet 5 of 0x109 changed.
"""

import json
import select
import sys

import can


def value(octets, signal):
    whole = int.from_bytes(octets, "little")
    return whole >> (8 * signal["byte"] + signal["bit"]) & ((1 << signal["bits"]) - 1)


def judge(frame, octets):
    wrong = []
    known = 0
    for signal in frame["signals"]:
        at = 8 * signal["byte"] + signal["bit"]
        known |= ((1 << signal["bits"]) - 1) << at
        raw = value(octets, signal)
        physical = raw * signal["scale"] + signal["offset"]
        low, high = signal.get("min"), signal.get("max")
        if signal["name"] == "maxChargeTime10s" and raw == 0xFF:
            continue  # "see the minutes"
        if low is not None and physical < low or high is not None and physical > high:
            wrong.append(f"{frame['id']} {signal['name']} = {physical}")
    if int.from_bytes(octets, "little") & ~known:
        wrong.append(f"{frame['id']} has a bit outside of the table: {octets.hex()}")
    return wrong


def main():
    table = {int(f["id"], 16): f for f in json.load(open(sys.argv[2]))["frames"]}
    bus = can.Bus(interface="slcan", channel=sys.argv[1], bitrate=500000, sleep_after_open=0)
    print("ready", flush=True)
    counts, wrong, flags = {}, [], []
    ended = False
    while True:
        message = bus.recv(timeout=0.3)
        if message is None:
            if ended:
                break
            ended = bool(select.select([sys.stdin], [], [], 0)[0])
            continue
        frame = table.get(message.arbitration_id)
        if frame is None or message.is_extended_id or message.dlc != 8:
            wrong.append(f"unknown frame {message}")
            continue
        counts[frame["id"]] = counts.get(frame["id"], 0) + 1
        wrong += judge(frame, bytes(message.data))
        if message.arbitration_id == 0x109 and (not flags or flags[-1] != message.data[5]):
            flags.append(message.data[5])
    bus.shutdown()
    print(json.dumps({"counts": counts, "wrong": wrong[:20], "flags": flags}), flush=True)


main()
