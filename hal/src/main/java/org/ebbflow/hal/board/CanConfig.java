package org.ebbflow.hal.board;

/** A CAN adapter of a board; who uses it knows the bit rate of the bus. */
public sealed interface CanConfig {

    /**
     * An adapter that speaks the SLCAN text protocol on a serial port.
     *
     * @param path device file of the port
     * @param baud bits per second of the serial port
     */
    record Slcan(String path, int baud) implements CanConfig {}

    /**
     * A network interface of the operating system (SocketCAN), configured by it.
     *
     * @param interfaceName for example can0
     */
    record SocketCan(String interfaceName) implements CanConfig {}
}
