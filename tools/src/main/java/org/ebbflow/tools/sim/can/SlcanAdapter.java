package org.ebbflow.tools.sim.can;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.pty.Pty;

/**
 * An SLCAN adapter with one device file that can be pulled out and plugged in again; silent until
 * it was opened at 500 kbit/s, as a real one.
 *
 * @source Lawicel CANUSB manual; written without the product's parser
 */
public final class SlcanAdapter implements AutoCloseable {

    private static final int WAIT_MS = 50;
    private static final String RATE_500 = "S6";

    private final Path device;
    private final Consumer<CanFrame> toBus;
    private final Object lock = new Object();
    private Optional<Plugged> plugged = Optional.empty();

    /** One stay in the socket. */
    private final class Plugged {
        private final Pty pty;
        private final Thread reader;
        private volatile boolean here = true;
        private volatile boolean rated;
        private volatile boolean open;

        Plugged() throws IOException {
            this.pty = Pty.open();
            Files.deleteIfExists(device);
            Files.createSymbolicLink(device, Path.of(pty.path()));
            this.reader = Thread.ofPlatform().name("sim-slcan").daemon().unstarted(this::live);
        }

        private void live() {
            StringBuilder line = new StringBuilder();
            try {
                while (here) {
                    for (byte b : pty.read(WAIT_MS)) {
                        if (b == '\r') {
                            heard(line.toString());
                            line.setLength(0);
                        } else {
                            line.append((char) b);
                        }
                    }
                }
            } catch (IOException gone) {
                here = false;
            }
        }

        private void heard(String line) throws IOException {
            if (line.equals("C")) {
                open = false;
            } else if (line.equals(RATE_500)) {
                rated = !open;
            } else if (line.equals("O")) {
                open = rated;
            } else if (line.startsWith("t") && open) {
                frame(line).ifPresent(toBus);
            }
            reply("\r");
        }

        private void reply(String text) throws IOException {
            pty.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * An adapter that is plugged in.
     *
     * @param device path under which the program finds it, a link that is made anew
     * @param toBus hears every frame that the program sends
     */
    public SlcanAdapter(Path device, Consumer<CanFrame> toBus) throws IOException {
        this.device = device;
        this.toBus = toBus;
        plug();
    }

    /** Plugs it in, if it is not. */
    public void plug() throws IOException {
        synchronized (lock) {
            if (plugged.isEmpty()) {
                Plugged now = new Plugged();
                now.reader.start();
                plugged = Optional.of(now);
            }
        }
    }

    /** Pulls it out: the device file is gone at once. */
    public void pull() throws IOException {
        synchronized (lock) {
            if (plugged.isPresent()) {
                plugged.get().here = false;
                Files.deleteIfExists(device);
                plugged.get().pty.close();
                plugged = Optional.empty();
            }
        }
    }

    /** A frame from the bus to the program; lost while nobody has opened the adapter. */
    public void say(CanFrame frame) {
        synchronized (lock) {
            if (plugged.isPresent() && plugged.get().open) {
                try {
                    plugged.get().reply(text(frame));
                } catch (IOException gone) {
                    plugged.get().here = false;
                }
            }
        }
    }

    private static String text(CanFrame frame) {
        String octets = String.format(Locale.ROOT, "%016x", frame.payload());
        return String.format(Locale.ROOT, "t%03x%d", frame.id(), frame.length())
                + octets.substring(0, 2 * frame.length())
                + "\r";
    }

    private static Optional<CanFrame> frame(String line) {
        if (!line.matches("t[0-7][0-9A-Fa-f]{2}[0-8]([0-9A-Fa-f]{2}){0,8}")) {
            return Optional.empty();
        }
        int length = line.charAt(4) - '0';
        String octets = line.substring(5);
        if (octets.length() != 2 * length) {
            return Optional.empty();
        }
        String padded = octets + "0".repeat(16 - octets.length());
        return Optional.of(
                new CanFrame(
                        Integer.parseInt(line.substring(1, 4), 16),
                        length,
                        Long.parseUnsignedLong(padded, 16)));
    }

    @Override
    public void close() throws IOException {
        pull();
    }
}
