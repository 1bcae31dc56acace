package org.ebbflow.controller;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.clock.Urgency;
import org.ebbflow.hal.net.TlsProperties;
import org.tinylog.Logger;
import org.tinylog.provider.ProviderRegistry;

/**
 * The station's program. Exit codes: 0 ended in good order, 1 failed while running, 2 wrong usage
 * or a file that cannot be used.
 */
public final class Main {

    private static final String USAGE =
            """
            usage: --board FILE --site FILE [--report-json]
              --board FILE    what the station is: devices, wiring, ratings (TOML)
              --site FILE     where it stands: fuses, permit, ports, car's interface (TOML)
              --report-json   one JSON object per finished session on standard output
            """;

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private Main() {}

    /** The command line, understood. */
    record Options(Path board, Path site, boolean reportJson) {

        /** Empty when something is missing or unknown. */
        static Optional<Options> parse(List<String> args) {
            Optional<Path> board = Optional.empty();
            Optional<Path> site = Optional.empty();
            boolean report = false;
            for (int i = 0; i < args.size(); i++) {
                boolean more = i + 1 < args.size();
                if (args.get(i).equals("--board") && more) {
                    board = Optional.of(Path.of(args.get(++i)));
                } else if (args.get(i).equals("--site") && more) {
                    site = Optional.of(Path.of(args.get(++i)));
                } else if (args.get(i).equals("--report-json")) {
                    report = true;
                } else {
                    return Optional.empty();
                }
            }
            return board.isPresent() && site.isPresent()
                    ? Optional.of(new Options(board.get(), site.get(), report))
                    : Optional.empty();
        }
    }

    /** Runs until the process is asked to end. */
    public static void main(String[] args) {
        TlsProperties.set();
        Urgency.claimForProcess();
        Optional<Options> options = Options.parse(List.of(args));
        if (options.isEmpty()) {
            Output.error(USAGE);
            System.exit(List.of(args).contains("--help") ? 0 : REFUSED);
            return;
        }
        System.exit(run(options.get()));
    }

    /** Asked to end: in good order, then 0 instead of the number of the signal. */
    private static void end(Lifetime lifetime) {
        boolean failed = lifetime.end();
        try {
            ProviderRegistry.getLoggingProvider().shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(failed ? FAILED : 0);
    }

    private static int run(Options options) {
        try {
            StationFiles.read(options.board(), options.site());
            Lifetime lifetime = new Lifetime(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lifetime), "shutdown"));
            lifetime.run();
            return FAILED;
        } catch (RefusedFile e) {
            Output.error(e.sentence());
            return REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            Logger.error(e, "the station could not start");
            Output.error("The station could not start: " + e.getMessage());
            return FAILED;
        }
    }
}
