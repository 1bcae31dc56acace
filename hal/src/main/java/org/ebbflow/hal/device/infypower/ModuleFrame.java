package org.ebbflow.hal.device.infypower;

import java.util.Optional;
import org.ebbflow.hal.CanFrame;

/**
 * One request or answer of a module.
 *
 * @param source who says it: 0xF0 is the controller, a module has its own number
 * @param write whether it is (the answer to) a write, else a read
 * @param error 0 for none, 2 invalid command, 3 invalid data, 7 starting
 * @param item what it is about, the first two octets
 * @param value octets 4 to 7 as an unsigned number; measured values are in thousandths
 * @source public driver of EVerest, InfyPower_BEG1K075G: identifier = source, destination from bit
 *     8, command from bit 16 (0x23 read, 0x24 write), device from bit 22, error from bit 26
 */
record ModuleFrame(int source, boolean write, int error, int item, long value) {

    static final int CONTROLLER = 0xF0;
    static final int STARTING = 7;
    private static final int ALL = 0x3F;
    private static final int READ = 0x23;
    private static final int WRITE = 0x24;
    private static final int BROADCAST = 0x0A;
    private static final long U32 = 0xFFFF_FFFFL;

    /** The request to all modules of the bus to say a value. */
    static CanFrame read(Item item) {
        return request(READ, item, 0);
    }

    /** The request to all modules of the bus to take a value. */
    static CanFrame write(Item item, long value) {
        return request(WRITE, item, value);
    }

    private static CanFrame request(int command, Item item, long value) {
        int id = CONTROLLER | ALL << 8 | command << 16 | BROADCAST << 22;
        return new CanFrame(id, true, 8, (long) item.code() << 48 | value & U32);
    }

    /** An answer to this controller; everything else on the bus is passed over. */
    static Optional<ModuleFrame> answer(CanFrame frame) {
        int id = frame.id();
        int command = id >> 16 & 0x3F;
        boolean ours = (id >> 8 & 0xFF) == CONTROLLER && (id & 0xFF) != CONTROLLER;
        if (!frame.extended()
                || frame.length() != 8
                || !ours
                || (command != READ && command != WRITE)) {
            return Optional.empty();
        }
        return Optional.of(
                new ModuleFrame(
                        id & 0xFF,
                        command == WRITE,
                        id >> 26 & 7,
                        (int) (frame.payload() >>> 48),
                        frame.payload() & U32));
    }

    /** Octet 5, 6 or 7 of a status. */
    int octet(int index) {
        return (int) (value >> 8 * (7 - index) & 0xFF);
    }
}
