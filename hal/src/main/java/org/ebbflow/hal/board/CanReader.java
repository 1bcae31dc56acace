package org.ebbflow.hal.board;

/** A CAN adapter in a board file. */
final class CanReader {

    private CanReader() {}

    static CanConfig read(TomlSection at) {
        return switch (at.choice("kind", CanKind.class, "how the CAN adapter is reached")) {
            case SLCAN ->
                    new CanConfig.Slcan(
                            at.text("path", "device file of the adapter's serial port"),
                            at.integer("baud", 9600, 4_000_000, "bits per second of the port"));
            case SOCKETCAN ->
                    new CanConfig.SocketCan(at.text("interface", "network interface, e.g. can0"));
        };
    }

    /** How the CAN adapter is reached. */
    private enum CanKind {
        SLCAN,
        SOCKETCAN
    }
}
