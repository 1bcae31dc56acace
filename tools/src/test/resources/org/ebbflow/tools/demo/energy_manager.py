"""An energy manager that shares no code with the product: pymodbus against its registers on the given port."""
import sys
import time

try:
    from pymodbus.client import ModbusTcpClient
except ImportError:
    from pymodbus.client.sync import ModbusTcpClient


def call(method, *args, unit=1):
    try:
        return method(*args, slave=unit)
    except TypeError:
        return method(args[0], **({"count": args[1]} if isinstance(args[1], int) else {"values": args[1]}), device_id=unit)


client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
client.connect()


def read(address, count=1, unit=1):
    return call(client.read_holding_registers, address, count, unit=unit)


def write(address, *values):
    return call(client.write_registers, address, list(values))


def signed(registers):
    value = registers[0] << 16 | registers[1]
    return value - (1 << 32) if value >> 31 else value


def exception(answer):
    return answer.exception_code if answer.isError() else 0


print("version", read(2000).registers[0])
print("base", b"".join(w.to_bytes(2, "big") for w in read(40000, 2).registers).decode())
at, models, chain = 40002, {}, []
while read(at).registers[0] != 0xFFFF:
    model, length = read(at, 2).registers
    models[model] = at
    chain.append("%d:%d" % (model, length))
    at += 2 + length
print("models", " ".join(chain))
print("end length", read(at, 2).registers[1])

print("without lease", exception(write(2102, 0xFFFF, 0xEC78)))
print("lease time", exception(write(2104, 5)), exception(write(2104, 4)), exception(write(2104, 3601)))
print("take", exception(write(2100, 1)))
print("set", exception(write(2102, 0xFFFF, 0xEC78)), signed(read(2102, 2).registers))
print("half", exception(write(2102, 0)))
print("too much", exception(write(2102, 0x7FFF, 0xFFFF)))
print("read-only", exception(write(2002, 1)))
print("outside", exception(read(1999)), exception(read(3000)), exception(read(at + 2)))
print("count", exception(read(2000, 125)), "unit", exception(read(2000, 1, unit=7)))
time.sleep(0.3)
owner, seconds = read(2024).registers[0], read(2026).registers[0]
print("owner", owner, "lease lives", 1 <= seconds <= 5)

# SunSpec counts discharge as plus: the other sign of the same set point.
set_point = models[704] + 24
print("SunSpec", signed(read(set_point, 2).registers))

client.close()
time.sleep(6.5)  # silence: reading would renew the lease
client.connect()
print("lapsed: owner", read(2024).registers[0], "set point", signed(read(2102, 2).registers), "seconds", read(2026).registers[0])
client.close()
