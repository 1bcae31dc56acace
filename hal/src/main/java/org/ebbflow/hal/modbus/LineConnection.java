package org.ebbflow.hal.modbus;

import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.net.AbstractSerialConnection;
import java.io.IOException;
import java.util.Set;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.serial.SerialLine;

/**
 * Our serial line in the shape j2mod's RTU transport wants; opening and its repetition stay with
 * us.
 */
final class LineConnection extends AbstractSerialConnection {
    private final SerialLine line;
    private final AbstractModbusTransport transport;
    private int timeoutMs;

    LineConnection(SerialLine line, AbstractModbusTransport transport, int timeoutMs) {
        this.line = line;
        this.transport = transport;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public void open() throws IOException {
        if (line.isLost()) {
            throw new IOException(line.path() + " is gone");
        }
    }

    @Override
    public AbstractModbusTransport getModbusTransport() {
        return transport;
    }

    @Override
    public int readBytes(byte[] buffer, int count) {
        return line.read(buffer, count, timeoutMs);
    }

    @Override
    public int writeBytes(byte[] buffer, int count) {
        return line.write(buffer, count);
    }

    @Override
    public int bytesAvailable() {
        return line.available();
    }

    @Override
    public void close() {
        line.close();
    }

    @Override
    public int getBaudRate() {
        return line.settings().baud();
    }

    @Override
    public int getNumDataBits() {
        return 8;
    }

    @Override
    public int getNumStopBits() {
        return line.settings().stopBits();
    }

    @Override
    public int getParity() {
        return line.settings().parity() == BusConfig.Parity.NONE ? NO_PARITY : EVEN_PARITY;
    }

    @Override
    public String getPortName() {
        return line.path();
    }

    @Override
    public String getDescriptivePortName() {
        return line.path();
    }

    @Override
    public void setComPortTimeouts(int mode, int readMs, int writeMs) {
        timeoutMs = readMs == 0 ? timeoutMs : readMs;
    }

    @Override
    public boolean isOpen() {
        return !line.isLost();
    }

    @Override
    public int getTimeout() {
        return timeoutMs;
    }

    @Override
    public void setTimeout(int millis) {
        timeoutMs = millis;
    }

    @Override
    public Set<String> getCommPorts() {
        return Set.of(line.path());
    }
}
