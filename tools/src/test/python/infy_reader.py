"""An independent master of the power modules' bus: python-can's slcan, identifiers built by hand. Prints one JSON object."""
import json
import sys
import time

import can

bus = can.Bus(interface="slcan", channel=sys.argv[1], bitrate=125000)
READ, WRITE = 0x02A33FF0, 0x02A43FF0


def call(identifier, item, value=0):
    data = item.to_bytes(2, "big") + b"\0\0" + value.to_bytes(4, "big")
    bus.send(can.Message(arbitration_id=identifier, is_extended_id=True, data=data))
    end = time.time() + 5
    while time.time() < end:
        answer = bus.recv(1)
        if answer is None or not answer.is_extended_id or answer.data[:2] != data[:2]:
            continue
        error = answer.arbitration_id >> 26 & 7
        assert answer.arbitration_id >> 8 & 0xFF == 0xF0
        return error, int.from_bytes(answer.data[4:8], "big")
    raise SystemExit("no answer to item %04X" % item)


told = {"maxMv": call(READ, 0x1130)[1], "maxMa": call(READ, 0x1132)[1], "offFirst": call(READ, 0x1110)[1] >> 8 & 1}
call(WRITE, 0x2110, 0xA0)
call(WRITE, 0x1001, 400000)
call(WRITE, 0x1002, 1000)
call(WRITE, 0x1110, 0xA0)
told["turnUnderPower"] = call(WRITE, 0x2110, 0xA1)[0]
deadline = time.time() + 15
while time.time() < deadline and abs(call(READ, 0x1001)[1] - 400000) > 2000:
    time.sleep(0.1)
told["outputMv"] = call(READ, 0x1001)[1]
told["offThen"] = call(READ, 0x1110)[1] >> 8 & 1
call(WRITE, 0x1110, 0xA1)
time.sleep(0.2)
told["offLast"] = call(READ, 0x1110)[1] >> 8 & 1
call(WRITE, 0x2110, 0xA1)
told["inverter"] = call(READ, 0x1111)[1] & 1
print(json.dumps(told))
bus.shutdown()
