package org.ebbflow.tools.pki;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ebbflow.hal.net.CarConnection;
import org.ebbflow.hal.net.CarListener;
import org.ebbflow.hal.net.CarNetwork;
import org.ebbflow.hal.net.CarNetworkSettings;
import org.ebbflow.hal.net.CarSecurity;
import org.ebbflow.hal.net.CarTls;
import org.ebbflow.hal.net.StationChain;

/** A station's car port on real sockets that returns every byte and notes what happens. */
final class TlsStation implements CarListener, AutoCloseable {

    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final CarNetwork network;

    /**
     * @param plain whether it also speaks in the clear
     * @param bench whether secp256r1 serves TLS 1.3 too
     */
    TlsStation(TestPki pki, boolean plain, boolean bench) throws InterruptedException {
        this(CarSecurity.of(with(tls(pki, bench)), plain));
    }

    TlsStation(CarSecurity security) throws InterruptedException {
        network =
                CarNetwork.start(
                        new CarNetworkSettings("lo", 0, 0, 4, 65_536),
                        security,
                        this,
                        (request, listening) -> Optional.empty());
        note("ready");
    }

    static Supplier<Optional<CarTls>> with(CarTls tls) {
        return () -> Optional.of(tls);
    }

    static CarTls tls(TestPki pki, boolean bench) {
        List<StationChain> chains =
                pki.trees().stream()
                        .map(
                                tree ->
                                        new StationChain(
                                                tree.name(),
                                                tree.station().leaf().chain(),
                                                tree.station().leaf().key()))
                        .toList();
        return CarTls.of(
                new CarTls.Settings(
                        chains,
                        pki.trees().stream().map(t -> t.vehicle().root().certificate()).toList(),
                        bench));
    }

    int port() {
        return network.listening().orElseThrow().getPort();
    }

    InetSocketAddress address() {
        return network.listening().orElseThrow();
    }

    /** The next note, which must begin so. */
    String note(String beginning) throws InterruptedException {
        String note = notes.poll(20, TimeUnit.SECONDS);
        if (note == null || !note.startsWith(beginning)) {
            throw new AssertionError("expected " + beginning + ", got " + note);
        }
        return note;
    }

    @Override
    public void ready(InetSocketAddress listening) {
        notes.add("ready");
    }

    @Override
    public void notReady(String why) {
        notes.add("not ready: " + why);
    }

    @Override
    public void opened(CarConnection connection, long atNs) {
        notes.add(
                "opened "
                        + connection.protection().protection()
                        + " "
                        + connection.protection().suite()
                        + " "
                        + connection.protection().peerSubjectHash());
    }

    @Override
    public void received(CarConnection connection, byte[] chunk, long readNs) {
        connection.send(chunk, 1);
    }

    @Override
    public void answered(CarConnection connection, long requestReadNs, long writtenNs) {}

    @Override
    public void closed(CarConnection connection, String why, long atNs) {
        notes.add("closed: " + why);
    }

    @Override
    public void refused(String remote, String why) {
        notes.add("refused: " + why);
    }

    @Override
    public void close() {
        network.close();
    }
}
