package org.ebbflow.hal.can;

import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.serial.SerialFault;
import org.ebbflow.hal.serial.SerialLine;

/** An SLCAN adapter on a serial port. */
final class SlcanPort implements CanPort {

    private static final int WAIT_MS = 4;

    private final SerialLine line;
    private final SlcanText text = new SlcanText();
    private final byte[] buffer = new byte[1_024];

    private SlcanPort(SerialLine line) {
        this.line = line;
    }

    static CanPort open(CanConfig.Slcan config, CanRate rate) throws CanFault {
        try {
            SerialLine line =
                    SerialLine.open(
                            new SerialLine.Settings(
                                    config.path(), config.baud(), BusConfig.Parity.NONE, 1));
            SlcanPort port = new SlcanPort(line);
            port.put(SlcanText.opening(rate));
            return port;
        } catch (SerialFault fault) {
            throw new CanFault(String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public List<CanFrame> read() throws CanFault {
        int ready = Math.clamp(line.available(), 1, buffer.length);
        int count = line.read(buffer, ready, WAIT_MS);
        if (count < 0 || line.isLost()) {
            throw new CanFault("The CAN adapter " + line.path() + " was pulled out.");
        }
        return text.take(buffer, count);
    }

    @Override
    public void write(List<CanFrame> burst) throws CanFault {
        put(SlcanText.frames(burst));
    }

    private void put(byte[] bytes) throws CanFault {
        if (line.write(bytes, bytes.length) != bytes.length) {
            throw new CanFault(
                    "The CAN adapter " + line.path() + " does not take what it is sent.");
        }
    }

    @Override
    public void close() {
        if (!line.isLost()) {
            byte[] goodBye = SlcanText.closing();
            line.write(goodBye, goodBye.length);
        }
        line.close();
    }
}
