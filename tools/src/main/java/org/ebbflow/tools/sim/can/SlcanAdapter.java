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
 * it was opened at the bit rate of its bus, as a real one.
 *
 * @source Lawicel CANUSB manual; written without the product's parser
 */
public final class SlcanAdapter implements AutoCloseable {

    private static final int WAIT_MS = 50;

    private final Path device;
    private final Rate rate;
    private final Consumer<CanFrame> toBus;
    private final Object lock = new Object();
    private Optional<Plugged> plugged = Optional.empty();

    /** Bit rate of the bus, with the command that sets it. */
    public enum Rate {
        KBIT_125("S4"),
        KBIT_500("S6");

        private final String command;

        Rate(String command) {
            this.command = command;
        }
    }

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
            } else if (line.matches("S[0-8]")) {
                rated = !open && line.equals(rate.command);
            } else if (line.equals("O")) {
                open = rated;
            } else if (line.matches("[tT].*") && open) {
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
        this(device, Rate.KBIT_500, toBus);
    }

    /** The same on a bus of this bit rate. */
    public SlcanAdapter(Path device, Rate rate, Consumer<CanFrame> toBus) throws IOException {
        this.device = device;
        this.rate = rate;
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

    /**
     * A frame from the bus to the program; lost while nobody has opened the adapter.
     *
     * @return whether it was handed over
     */
    public boolean say(CanFrame frame) {
        return sayText(text(frame));
    }

    /**
     * A line of text that is no frame, as a broken adapter would send it.
     *
     * @return whether it was handed over
     */
    public boolean sayText(String line) {
        synchronized (lock) {
            if (plugged.isPresent() && plugged.get().open) {
                try {
                    plugged.get().reply(line);
                    return true;
                } catch (IOException gone) {
                    plugged.get().here = false;
                }
            }
            return false;
        }
    }

    private static String text(CanFrame frame) {
        String octets = String.format(Locale.ROOT, "%016x", frame.payload());
        String head = frame.extended() ? "T%08x%d" : "t%03x%d";
        return String.format(Locale.ROOT, head, frame.id(), frame.length())
                + octets.substring(0, 2 * frame.length())
                + "\r";
    }

    private static Optional<CanFrame> frame(String line) {
        if (!line.matches("(t[0-7]|T[01][0-9A-Fa-f]{5})[0-9A-Fa-f]{2}[0-8]([0-9A-Fa-f]{2}){0,8}")) {
            return Optional.empty();
        }
        boolean extended = line.charAt(0) == 'T';
        int end = extended ? 9 : 4;
        int length = line.charAt(end) - '0';
        String octets = line.substring(end + 1);
        if (octets.length() != 2 * length) {
            return Optional.empty();
        }
        String padded = octets + "0".repeat(16 - octets.length());
        return Optional.of(
                new CanFrame(
                        Integer.parseInt(line.substring(1, end), 16),
                        extended,
                        length,
                        Long.parseUnsignedLong(padded, 16)));
    }

    @Override
    public void close() throws IOException {
        pull();
    }
}
