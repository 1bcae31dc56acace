"""Walks the SunSpec chain of unit 2 on the given port, writes 704.WSet, tries a read-only point."""
import sys

try:
    from pymodbus.client import ModbusTcpClient
except ImportError:
    from pymodbus.client.sync import ModbusTcpClient

UNIT = 2
client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
client.connect()


def words(address, count):
    try:
        answer = client.read_holding_registers(address, count, slave=UNIT)
    except TypeError:
        answer = client.read_holding_registers(address, count=count, device_id=UNIT)
    return answer.registers


def write(address, values):
    try:
        return client.write_registers(address, values, slave=UNIT)
    except TypeError:
        return client.write_registers(address, values, device_id=UNIT)


marker = words(40000, 2)
print("base", b"".join(w.to_bytes(2, "big") for w in marker).decode())
at = 40002
models = {}
while words(at, 1)[0] != 0xFFFF:
    model, length = words(at, 2)
    models[model] = at
    print("model", model, "length", length)
    at += 2 + length
set_point = models[704] + 24
write(set_point, [(-7000 >> 16) & 0xFFFF, -7000 & 0xFFFF])
high, low = words(set_point, 2)
value = high << 16 | low
print("WSet", value - (1 << 32) if value >> 31 else value)
print("read-only", write(models[701] + 10, [1]).exception_code)
client.close()
