package org.ebbflow.tools.vehicle;

import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.ebbflow.hal.net.CarConnection;
import org.ebbflow.hal.net.CarListener;
import org.ebbflow.hal.net.CarNetwork;
import org.ebbflow.hal.net.CarNetworkSettings;
import org.ebbflow.iso15118.sdp.SdpSecurity;
import org.ebbflow.iso15118.sdp.SdpServer;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig.Protocol;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccStep;
import org.ebbflow.tools.sim.devices.LivePlant;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** A small station on real sockets: one thread steps the protocol and a live plant. */
final class RealStation implements CarListener, AutoCloseable {

    private static final long BOUND_NS = 30_000_000_000L;

    final StationBench bench = new StationBench(Supply.DC, List.of(Protocol.ISO_15118_20));
    final LivePlant live =
            new LivePlant(Plant.atPowerUp(PlantTraits.dc(), 42), CarPort.unplugged());
    final int sdpPort;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);
    private final CarNetwork network;
    private volatile boolean running = true;
    private Optional<Secc> secc = Optional.empty();
    private Optional<CarConnection> car = Optional.empty();

    RealStation(String interfaceName) throws SocketException {
        sdpPort = freePort();
        thread.start();
        network =
                CarNetwork.start(
                        new CarNetworkSettings(interfaceName, 0, sdpPort, 2, 64 * 1024),
                        this,
                        (datagram, listening) ->
                                SdpServer.answer(
                                        datagram,
                                        new SdpServer.Endpoint(
                                                listening.getAddress().getAddress(),
                                                listening.getPort(),
                                                SdpSecurity.PLAIN)));
    }

    private static int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens, once it does. */
    boolean isUp() {
        return network.listening()
                .filter(address -> address.getAddress() instanceof Inet6Address)
                .isPresent();
    }

    private void serve() {
        long nextNs = System.nanoTime();
        while (running) {
            try {
                Runnable next = inbox.poll(2, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException stopped) {
                return;
            }
            if (System.nanoTime() - nextNs >= 0) {
                nextNs += 10_000_000;
                secc.ifPresent(s -> take(s.observed(view())));
                live.change(bench::ordered);
            }
        }
    }

    private org.ebbflow.iso15118.secc.StationView view() {
        return bench.view(live.now(), System.nanoTime());
    }

    private void take(SeccStep step) {
        SeccStep taken = bench.taken(step);
        secc = Optional.of(taken.next());
        car.ifPresent(to -> taken.toSend().forEach(bytes -> to.send(bytes, 0)));
        if (taken.close()) {
            secc = Optional.empty();
            bench.idle();
            car.ifPresent(CarConnection::close);
        }
    }

    /** Waits, within bounds. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long endNs = System.nanoTime() + BOUND_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("not within 30 s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    void untilPlant(String what, Predicate<Plant> condition) throws InterruptedException {
        until(what, () -> condition.test(live.now()));
    }

    @Override
    public void ready(InetSocketAddress listening) {}

    @Override
    public void notReady(String why) {}

    @Override
    public void opened(CarConnection connection, long atNs) {
        inbox.add(
                () -> {
                    car = Optional.of(connection);
                    secc = Optional.of(bench.accept(System.nanoTime()));
                });
    }

    @Override
    public void received(CarConnection connection, byte[] chunk, long readNs) {
        inbox.add(() -> secc.ifPresent(s -> take(s.received(chunk, view()))));
    }

    @Override
    public void answered(CarConnection connection, long requestReadNs, long writtenNs) {}

    @Override
    public void closed(CarConnection connection, String why, long atNs) {
        inbox.add(
                () -> {
                    secc.ifPresent(s -> take(s.closed(view())));
                    secc = Optional.empty();
                    bench.idle();
                });
    }

    @Override
    public void close() {
        running = false;
        network.close();
        live.close();
    }
}
