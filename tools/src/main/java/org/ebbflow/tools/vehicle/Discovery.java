package org.ebbflow.tools.vehicle;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;
import org.ebbflow.hal.net.CarInterface;
import org.ebbflow.iso15118.sdp.SdpClient;
import org.ebbflow.iso15118.sdp.SdpSecurity;
import org.ebbflow.iso15118.sdp.SdpServer;

/**
 * The socket with which a car asks for its station: multicast to all nodes of the link, on loopback
 * unicast to ::1.
 *
 * @source ISO 15118-2 clause 7.10.1
 */
final class Discovery implements AutoCloseable {

    private static final int MAX_DATAGRAM = 512;
    private static final String ALL_NODES = "ff02::1";

    private final CarInterface where;
    private final int port;
    private final DatagramChannel channel;

    Discovery(CarInterface where, int port, Selector selector) throws IOException {
        this.where = where;
        this.port = port;
        this.channel = DatagramChannel.open(StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            if (!where.isLoopback()) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, where.network());
                channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            }
            channel.bind(new InetSocketAddress(where.address(), 0));
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /** How the request travels, for people. */
    String sentence() {
        String name = where.network().getName();
        return where.isLoopback()
                ? ("The car looks for a station on %s, port %d: loopback has no multicast,"
                                + " so it asks ::1 alone.")
                        .formatted(name, port)
                : "The car looks for a station on %s by multicast to %s, port %d."
                        .formatted(name, ALL_NODES, port);
    }

    /** Asks once. */
    void ask(SdpSecurity wanted) throws IOException {
        InetAddress to =
                where.isLoopback()
                        ? where.address()
                        : scoped(InetAddress.ofLiteral(ALL_NODES).getAddress());
        channel.send(ByteBuffer.wrap(SdpClient.request(wanted)), new InetSocketAddress(to, port));
    }

    /** An answer that has arrived. */
    Optional<SdpServer.Endpoint> answer() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        while (channel.receive(buffer) != null) {
            Optional<SdpServer.Endpoint> endpoint =
                    SdpClient.read(Arrays.copyOf(buffer.array(), buffer.position()));
            if (endpoint.isPresent()) {
                return endpoint;
            }
            buffer.clear();
        }
        return Optional.empty();
    }

    /** Where to connect. */
    InetSocketAddress address(SdpServer.Endpoint endpoint) throws IOException {
        InetAddress plain = InetAddress.getByAddress(endpoint.address());
        return new InetSocketAddress(
                plain.isLinkLocalAddress() ? scoped(endpoint.address()) : plain, endpoint.port());
    }

    private InetAddress scoped(byte[] address) throws IOException {
        return Inet6Address.getByAddress("", address, where.network());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
