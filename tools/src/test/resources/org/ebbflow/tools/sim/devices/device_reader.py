"""Drives a supply and a coupler on two ports as their documents say, and tells what they answered."""
import sys
import time

try:
    from pymodbus.client import ModbusTcpClient
except ImportError:
    from pymodbus.client.sync import ModbusTcpClient

supply = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
coupler = ModbusTcpClient("127.0.0.1", port=int(sys.argv[2]))
supply.connect()
coupler.connect()


def asked(function, *values):
    try:
        return function(*values, slave=1)
    except TypeError:
        return function(values[0], count=values[1], device_id=1)


def told(function, *values):
    try:
        return function(*values, slave=1)
    except TypeError:
        return function(*values, device_id=1)


print("supply without remote control", told(supply.write_register, 500, 100).exception_code)
told(supply.write_coil, 402, True)
print("supply beyond 102 %", told(supply.write_register, 498, 60000).exception_code)
told(supply.write_register, 500, 20971)
told(supply.write_register, 501, 13107)
told(supply.write_register, 502, 52428)
told(supply.write_coil, 405, True)
end = time.monotonic() + 10
volts = 0
while abs(volts - 400) > 2 and time.monotonic() < end:
    volts = asked(supply.read_holding_registers, 507, 1).registers[0] * 1000 / 52428
    time.sleep(0.02)
print("supply volts", round(volts / 5) * 5)
state = asked(supply.read_holding_registers, 505, 2).registers
print("supply state", hex(state[1] & 0x880))
told(supply.write_coil, 405, False)

bits = asked(coupler.read_discrete_inputs, 0, 8).bits
print("coupler inputs", "".join("1" if bit else "0" for bit in bits[:8]))
told(coupler.write_register, 0x1008, 0xAA55)
told(coupler.write_register, 0x1000, 4)
told(coupler.write_register, 0x1001, 0x4010)
told(coupler.write_register, 0x1003, 1)
told(coupler.write_coil, 0, True)
print("coupler output", asked(coupler.read_coils, 512, 8).bits[0])
time.sleep(0.7)
print("coupler output after its watchdog", asked(coupler.read_coils, 512, 8).bits[0])
print("coupler watchdog", asked(coupler.read_holding_registers, 0x1006, 1).registers[0])
print("coupler refuses", told(coupler.write_coil, 0, True).exception_code)
