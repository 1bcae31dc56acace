package org.ebbflow.hal.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Discovery socket: all-nodes multicast on the car's interface, unicast to ::1 on loopback.
 *
 * @source ISO 15118-2 7.10.1.2
 */
final class SdpSocket {
    private static final int MAX_DATAGRAM = 512;
    private static final String ALL_NODES = "ff02::1";

    private final CarInterface car;
    private final DatagramChannel channel;
    private final SelectionKey key;
    private final SdpAnswer sdp;
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);

    SdpSocket(CarInterface car, int port, SdpAnswer sdp, Selector selector) throws IOException {
        this.car = car;
        this.sdp = sdp;
        this.channel = DatagramChannel.open(StandardProtocolFamily.INET6);
        try {
            bind(port);
            channel.configureBlocking(false);
            this.key = channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void bind(int port) throws IOException {
        try {
            if (car.isLoopback()) {
                channel.bind(new InetSocketAddress(car.address(), port));
                return;
            }
            channel.bind(new InetSocketAddress(group(), port));
        } catch (BindException e) {
            throw new IOException(bindSentence(port, String.valueOf(e.getMessage())), e);
        }
        channel.join(InetAddress.ofLiteral(ALL_NODES), car.network());
    }

    /** With its scope the kernel binds the socket to this interface and no other. */
    private Inet6Address group() throws IOException {
        byte[] all = InetAddress.ofLiteral(ALL_NODES).getAddress();
        return Inet6Address.getByAddress(null, all, car.network().getIndex());
    }

    private static String bindSentence(int port, String reason) {
        return reason.contains("in use")
                ? ("The discovery port %d (UDP) is taken by another program; stop it (perhaps a"
                                + " second Ebbflow).")
                        .formatted(port)
                : "The discovery port %d (UDP) cannot be used yet (%s).".formatted(port, reason);
    }

    boolean owns(SelectionKey ready) {
        return ready.equals(key);
    }

    /** Answers every datagram that waits. */
    void serve(InetSocketAddress listening) throws IOException {
        for (InetSocketAddress from = receive(); from != null; from = receive()) {
            byte[] request = new byte[buffer.flip().remaining()];
            buffer.get(request);
            if (!isFromCarsInterface(from)) {
                Logger.debug("discovery request from another interface ignored, from={}", from);
                continue;
            }
            Optional<byte[]> answer = sdp.answer(request, listening);
            if (answer.isPresent()) {
                channel.send(ByteBuffer.wrap(answer.get()), from);
            }
        }
    }

    private @Nullable InetSocketAddress receive() throws IOException {
        buffer.clear();
        return (InetSocketAddress) channel.receive(buffer);
    }

    /** Only link-local senders of the car's interface are cars. */
    private boolean isFromCarsInterface(InetSocketAddress from) {
        if (!(from.getAddress() instanceof Inet6Address sender)) {
            return false;
        }
        return car.isLoopback()
                ? sender.isLoopbackAddress()
                : sender.isLinkLocalAddress() && sender.getScopeId() == car.network().getIndex();
    }

    void close() throws IOException {
        channel.close();
    }
}
