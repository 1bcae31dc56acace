package org.ebbflow.controller.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebbflow.hal.net.StationChain;
import org.ebbflow.iso15118.security.ChainRules;
import org.ebbflow.iso15118.security.ChainRules.Use;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;

/**
 * What lies in a certificate store now. Layout: {@code chains/NAME/chain.pem} (leaf first, without
 * root) with {@code key.pem} and, if there is one, {@code ocsp.der}; {@code vehicle-roots/*.pem};
 * {@code v2g-roots/*.pem}.
 *
 * @param chains usable ones
 * @param vehicleRoots usable ones
 * @param expiries when each usable chain and root ends
 * @param problems one sentence for everything that cannot be used
 */
public record CertificateStore(
        List<Held> chains,
        List<X509Certificate> vehicleRoots,
        List<Expiry> expiries,
        List<String> problems) {

    private static final String CHAINS = "chains";
    private static final String VEHICLE_ROOTS = "vehicle-roots";
    private static final String V2G_ROOTS = "v2g-roots";

    public CertificateStore {
        chains = List.copyOf(chains);
        vehicleRoots = List.copyOf(vehicleRoots);
        expiries = List.copyOf(expiries);
        problems = List.copyOf(problems);
    }

    /** A chain of the station. @param ocsp the response to staple, DER */
    public record Held(StationChain chain, Optional<byte[]> ocsp) {}

    /**
     * End of something usable.
     *
     * @param name folder or file; @param until last instant
     */
    public record Expiry(String name, Instant until) {}

    /** Reads everything; what cannot be used becomes a problem, never an exception. */
    public static CertificateStore read(Path folder, Instant now) {
        Reader reader = new Reader(folder, now);
        List<X509Certificate> v2gRoots = reader.roots(V2G_ROOTS, Use.OTHER);
        List<X509Certificate> vehicleRoots = reader.roots(VEHICLE_ROOTS, Use.OTHER);
        List<Held> chains = new ArrayList<>();
        for (Path each : reader.list(CHAINS)) {
            reader.chain(each, v2gRoots).ifPresent(chains::add);
        }
        if (chains.isEmpty() && reader.problems.isEmpty()) {
            reader.problems.add("There is no chain in " + folder.resolve(CHAINS) + ".");
        }
        return new CertificateStore(chains, vehicleRoots, reader.expiries, reader.problems);
    }

    private static final class Reader {
        private final Path folder;
        private final Instant now;
        private final List<Expiry> expiries = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Reader(Path folder, Instant now) {
            this.folder = folder;
            this.now = now;
        }

        List<Path> list(String name) {
            Path where = folder.resolve(name);
            if (!Files.isDirectory(where)) {
                return List.of();
            }
            try (Stream<Path> all = Files.list(where)) {
                return all.sorted().toList();
            } catch (IOException e) {
                problems.add("The folder " + where + " cannot be read: " + e.getMessage() + ".");
                return List.of();
            }
        }

        List<X509Certificate> roots(String name, Use use) {
            List<X509Certificate> good = new ArrayList<>();
            for (Path file : list(name)) {
                try {
                    for (X509Certificate root : Pem.certificates(Files.readString(file, UTF_8))) {
                        ChainRules.Verdict verdict = ChainRules.judge(List.of(root), use, now);
                        if (judge(file, verdict)) {
                            good.add(root);
                        }
                    }
                } catch (IOException | Pem.Unreadable e) {
                    problems.add(unusable(file, e));
                }
            }
            return good;
        }

        private boolean judge(Path file, ChainRules.Verdict verdict) {
            if (verdict.isGood()) {
                expiries.add(new Expiry(name(file), verdict.until()));
                return true;
            }
            problems.add(
                    "The certificates in "
                            + name(file)
                            + " are not used: "
                            + String.join("; ", verdict.problems())
                            + ".");
            return false;
        }

        Optional<Held> chain(Path where, List<X509Certificate> v2gRoots) {
            try {
                List<X509Certificate> chain =
                        Pem.certificates(Files.readString(where.resolve("chain.pem"), UTF_8));
                PrivateKey key = Pem.privateKey(Files.readString(where.resolve("key.pem"), UTF_8));
                if (!ChainRules.belong(key, chain.getFirst())) {
                    problems.add(
                            "The certificates in "
                                    + name(where)
                                    + " are not used: key.pem is not the key of the first one.");
                    return Optional.empty();
                }
                if (!v2gRoots.isEmpty() && !ChainRules.endsIn(chain, v2gRoots)) {
                    problems.add(
                            "The certificates in "
                                    + name(where)
                                    + " are not used: they end under none of the roots in "
                                    + V2G_ROOTS
                                    + ".");
                    return Optional.empty();
                }
                Use use =
                        KeyKind.of(key).filter(k -> k == KeyKind.SECP256R1).isPresent()
                                ? Use.STATION_ISO_2
                                : Use.STATION_ISO_20;
                return judge(where, ChainRules.judge(chain, use, now))
                        ? Optional.of(
                                new Held(
                                        new StationChain(name(where), chain, key), response(where)))
                        : Optional.empty();
            } catch (IOException | Pem.Unreadable e) {
                problems.add(unusable(where, e));
                return Optional.empty();
            }
        }

        private static Optional<byte[]> response(Path where) throws IOException {
            Path file = where.resolve("ocsp.der");
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }

        private String unusable(Path file, Exception e) {
            return e instanceof Pem.Unreadable unreadable
                    ? "The certificates in "
                            + name(file)
                            + " are not used: a file "
                            + unreadable.sentence()
                            + "."
                    : "The certificates in "
                            + name(file)
                            + " cannot be read: "
                            + e.getMessage()
                            + ".";
        }

        private String name(Path file) {
            return folder.relativize(file).toString();
        }
    }
}
