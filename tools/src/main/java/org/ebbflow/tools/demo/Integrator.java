package org.ebbflow.tools.demo;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;

/**
 * An energy manager on the house network: a plain Modbus TCP client of the station's EVSE block.
 */
final class Integrator implements AutoCloseable {

    private static final int UNIT = 1;
    private static final int STATE = 2002;
    private static final int OWNER = 2024;
    private static final int LIMITING_SOURCE = 2025;
    private static final int LEASE = 2100;
    private static final int SETPOINT_W = 2102;
    private static final int LEASE_TIME_S = 2104;

    private final ModbusTCPMaster master;

    /**
     * @throws DemoFailure when the station's register port does not answer
     */
    Integrator(int port) {
        master = new ModbusTCPMaster("127.0.0.1", port);
        try {
            master.connect();
        } catch (Exception e) {
            throw new DemoFailure(
                    "the register port " + port + " does not answer: " + e.getMessage());
        }
    }

    /**
     * Takes the lease for {@code seconds} (5..3600) and sets the power in watts, plus is charge.
     */
    void setPower(int powerW, int seconds) {
        write(LEASE_TIME_S, seconds);
        write(LEASE, 1);
        write(SETPOINT_W, powerW >> 16, powerW & 0xFFFF);
    }

    void release() {
        write(LEASE, 0);
    }

    /** The state register of the EVSE block (5 charging, 6 discharging, 12 fault ...). */
    int state() {
        return read(STATE, 1)[0].getValue();
    }

    int owner() {
        return read(OWNER, 1)[0].getValue();
    }

    /** Number of the stable reason that bounds power now. */
    int limitingSource() {
        return read(LIMITING_SOURCE, 1)[0].getValue();
    }

    private InputRegister[] read(int address, int count) {
        try {
            return master.readMultipleRegisters(UNIT, address, count);
        } catch (ModbusException e) {
            throw new DemoFailure("reading register " + address + " failed: " + e.getMessage());
        }
    }

    private void write(int address, int... values) {
        Register[] registers = new Register[values.length];
        for (int i = 0; i < values.length; i++) {
            registers[i] = new SimpleRegister(values[i]);
        }
        try {
            master.writeMultipleRegisters(UNIT, address, registers);
        } catch (ModbusException e) {
            throw new DemoFailure("writing register " + address + " failed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        master.disconnect();
    }
}
