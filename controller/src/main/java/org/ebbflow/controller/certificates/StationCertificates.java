package org.ebbflow.controller.certificates;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebbflow.controller.status.CertificateNotice;
import org.ebbflow.hal.net.CarTls;

/**
 * The certificates that the station uses now: read again every minute, so that new ones count
 * without a restart and expired ones stop counting.
 */
public final class StationCertificates implements AutoCloseable {

    /** From when on people are told of the end. */
    static final int WARN_DAYS = 42;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Path folder;
    private final boolean secp256r1ForIso20;
    private final Consumer<String> tell;
    private final Thread thread;
    private volatile State state = State.NOTHING;
    private Optional<OcspFiles> ocsp = Optional.empty();

    /**
     * What counts until the next look.
     *
     * @param store what was read; @param tls empty when no chain can be used
     */
    private record State(
            Optional<CertificateStore> store, Optional<CarTls> tls, CertificateNotice notice) {
        static final State NOTHING =
                new State(Optional.empty(), Optional.empty(), CertificateNotice.NONE);
    }

    /**
     * @param folder the store
     * @param secp256r1ForIso20 bench only
     * @param tell hears one sentence for each thing that people should do something about
     */
    public StationCertificates(Path folder, boolean secp256r1ForIso20, Consumer<String> tell) {
        this.folder = folder;
        this.secp256r1ForIso20 = secp256r1ForIso20;
        this.tell = tell;
        this.thread = Thread.ofPlatform().daemon().name("certificates").unstarted(this::watch);
    }

    /** Reads the store once, then watches it. */
    public void start() {
        staple();
        look(Clock.systemUTC().instant());
        thread.start();
    }

    /** Without it a car that asks for a response simply gets none. */
    private void staple() {
        try {
            ocsp = Optional.of(OcspFiles.start(this::held));
        } catch (IOException e) {
            tell.accept("OCSP responses cannot be stapled: " + e.getMessage() + ".");
        }
    }

    private List<CertificateStore.Held> held() {
        return state.store().map(CertificateStore::chains).orElse(List.of());
    }

    /** TLS with what counts now; empty when there is nothing to prove who the station is. */
    public Optional<CarTls> tls() {
        return state.tls();
    }

    /** What people should know. */
    public CertificateNotice notice() {
        return state.notice();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                look(Clock.systemUTC().instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the folder. */
    void look(Instant now) {
        State before = state;
        CertificateStore read = CertificateStore.read(folder, now);
        boolean same = before.store().filter(old -> isSame(old, read)).isPresent();
        CertificateNotice notice = notice(read, now);
        state = new State(Optional.of(read), same ? before.tls() : tls(read), notice);
        List<String> known = before.store().map(CertificateStore::problems).orElse(List.of());
        read.problems().stream().filter(p -> !known.contains(p)).forEach(tell);
        if (notice.level() == CertificateNotice.Level.SOON
                && notice.daysLeft() != before.notice().daysLeft()) {
            tell.accept(
                    "The certificates in "
                            + notice.name()
                            + " end in "
                            + notice.daysLeft()
                            + " days; put new ones there.");
        }
    }

    private static boolean isSame(CertificateStore old, CertificateStore now) {
        return old.vehicleRoots().equals(now.vehicleRoots())
                && old.chains().size() == now.chains().size()
                && old.expiries().equals(now.expiries())
                && chains(old).equals(chains(now));
    }

    private static List<?> chains(CertificateStore store) {
        return store.chains().stream().map(held -> held.chain().certificates()).toList();
    }

    private Optional<CarTls> tls(CertificateStore store) {
        return store.chains().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        CarTls.of(
                                new CarTls.Settings(
                                        store.chains().stream()
                                                .map(CertificateStore.Held::chain)
                                                .toList(),
                                        store.vehicleRoots(),
                                        secp256r1ForIso20)));
    }

    private static CertificateNotice notice(CertificateStore store, Instant now) {
        if (!store.problems().isEmpty()) {
            return new CertificateNotice(
                    CertificateNotice.Level.REFUSED, store.problems().getFirst(), 0);
        }
        CertificateStore.Expiry first =
                store.expiries().stream()
                        .min(Comparator.comparing(CertificateStore.Expiry::until))
                        .orElseThrow();
        long days = Math.floorDiv(Duration.between(now, first.until()).toSeconds(), 86_400L);
        return new CertificateNotice(
                days < WARN_DAYS ? CertificateNotice.Level.SOON : CertificateNotice.Level.GOOD,
                first.name(),
                days);
    }

    @Override
    public void close() {
        thread.interrupt();
        ocsp.ifPresent(OcspFiles::close);
    }
}
