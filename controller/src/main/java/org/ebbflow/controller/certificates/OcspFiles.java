package org.ebbflow.controller.certificates;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ebbflow.hal.net.TlsProperties;

/**
 * Gives the OCSP responses that lie in the store to Java's TLS, which asks for them over HTTP and
 * staples what it gets. Answers on this computer's loopback only; without a response at hand a
 * handshake goes on without one, at once.
 *
 * @source RFC 6960 appendix A for requests over HTTP, RFC 6066 clause 8 for stapling
 */
final class OcspFiles implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 4_096;
    private static final int INTEGER = 0x02;

    private final HttpServer server;
    private final Supplier<List<CertificateStore.Held>> chains;

    private OcspFiles(HttpServer server, Supplier<List<CertificateStore.Held>> chains) {
        this.server = server;
        this.chains = chains;
    }

    /** Answers from now on; each TLS context made afterwards asks here. */
    static OcspFiles start(Supplier<List<CertificateStore.Held>> chains) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 4);
        OcspFiles files = new OcspFiles(server, chains);
        server.createContext("/", files::answer);
        server.start();
        TlsProperties.staple(
                URI.create(
                        "http://"
                                + loopback.getHostAddress()
                                + ":"
                                + server.getAddress().getPort()
                                + "/"));
        return files;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<byte[]> response = response(request(exchange));
            if (response.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, response.get().length);
            exchange.getResponseBody().write(response.get());
        }
    }

    /** The request is the body, or the path in base 64. */
    private static byte[] request(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            return exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
        }
        String path = exchange.getRequestURI().getPath();
        try {
            return Base64.getDecoder().decode(path.substring(1));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The response of the chain whose leaf's serial number stands in the request. */
    private Optional<byte[]> response(byte[] request) {
        for (CertificateStore.Held held : chains.get()) {
            BigInteger serial = held.chain().certificates().getFirst().getSerialNumber();
            if (held.ocsp().isPresent() && contains(request, serial.toByteArray())) {
                return held.ocsp();
            }
        }
        return Optional.empty();
    }

    private static boolean contains(byte[] request, byte[] serial) {
        for (int i = 0; i + 2 + serial.length <= request.length; i++) {
            boolean here = request[i] == INTEGER && request[i + 1] == serial.length;
            for (int j = 0; here && j < serial.length; j++) {
                here = request[i + 2 + j] == serial[j];
            }
            if (here) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
