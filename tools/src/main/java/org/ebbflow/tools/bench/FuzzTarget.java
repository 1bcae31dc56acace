package org.ebbflow.tools.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.ebbflow.iso15118.exi.ExiException;
import org.ebbflow.iso15118.exi.V2gCodec;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.tools.exi.Codecs;

/**
 * Feeds mutated messages to the codec and checks what must hold for any input.
 *
 * <p>An input that ends in a new way (another message, or another element refused) joins the
 * corpus, so that later inputs start from it. The same seed gives the same inputs.
 */
final class FuzzTarget {

    private static final int BEFORE = 5;
    private static final int BEHIND = 24;
    private static final int MAX_CORPUS = 20_000;

    /** Objects of a message per octet of input, at their densest, and what any call may need. */
    private static final long ALLOCATION_PER_OCTET = 600;

    private static final long ALLOCATION_BASE = 20_000;
    private static final long LONGEST_NS = 2_000_000_000L;

    private record Input(Schema schema, boolean fragment, byte[] exi) {}

    /** How decoding ended; the same for the same input. */
    private sealed interface Outcome permits Accepted, Refused {}

    private record Accepted(Message message, String element, int trailing) implements Outcome {}

    private record Refused(String element, int bit, String text) implements Outcome {}

    /** What happened so far. */
    record Counts(
            long inputs,
            long accepted,
            long refused,
            int kept,
            long mostAllocated,
            long longestNs) {}

    /** A check that failed. */
    static final class Finding extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Schema schema;
        private final transient byte[] input;

        private Finding(String problem, Input input) {
            super(problem);
            this.schema = input.schema();
            this.input = input.exi();
        }

        Schema schema() {
            return schema;
        }

        byte[] input() {
            return input.clone();
        }
    }

    private final List<Input> corpus = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Mutator mutator;
    private final V2gCodec codec = new V2gCodec();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] buffer = new byte[1 << 22];
    private long inputs;
    private long accepted;
    private long refused;
    private int kept;
    private long mostAllocated;
    private long longestNs;

    FuzzTarget(long seed) {
        mutator = new Mutator(seed);
        corpus.addAll(seeds());
    }

    Counts counts() {
        return new Counts(inputs, accepted, refused, kept, mostAllocated, longestNs);
    }

    private static List<Input> seeds() {
        InputStream stream = FuzzTarget.class.getResourceAsStream("fuzz-seeds.txt");
        if (stream == null) {
            throw new IllegalStateException(
                    "fuzz-seeds.txt is missing from the tools: build them again");
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split(" "))
                    .map(
                            w ->
                                    new Input(
                                            Codecs.schema(w[0]),
                                            w[1].equals("frag"),
                                            HexFormat.of().parseHex(w[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs so many inputs. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            Input parent = corpus.get(mutator.below(corpus.size()));
            Input other = corpus.get(mutator.below(corpus.size()));
            byte[] exi = mutator.mutate(parent.exi(), other.exi());
            one(new Input(parent.schema(), parent.fragment(), exi));
        }
    }

    private void one(Input input) {
        inputs++;
        Outcome outcome = bounded(input);
        Outcome again = decode(input, (byte) 0xFF);
        if (!outcome.equals(again)) {
            throw new Finding("the octets behind the input change the result", input);
        }
        switch (outcome) {
            case Accepted a -> {
                accepted++;
                roundTrip(input, a);
                keep(input, a.message().getClass().getName() + (a.trailing() > 0));
            }
            case Refused r -> {
                refused++;
                if (r.bit() < 0 || r.bit() > input.exi().length * 8) {
                    throw new Finding("the error names bit " + r.bit(), input);
                }
                keep(input, r.element() + r.text().replaceAll("[0-9]+", "#"));
            }
        }
    }

    private void keep(Input input, String ending) {
        if (corpus.size() < MAX_CORPUS && seen.add(input.schema() + " " + ending)) {
            corpus.add(input);
            kept++;
        }
    }

    /** Measured again when too large: the first use of a class or message text costs once. */
    private Outcome bounded(Input input) {
        byte[] larger = placed(input.exi(), (byte) 0);
        long limit = ALLOCATION_BASE + ALLOCATION_PER_OCTET * input.exi().length;
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        Outcome outcome = decode(input, larger);
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        long took = System.nanoTime() - start;
        if (used > limit) {
            before = threads.getCurrentThreadAllocatedBytes();
            decode(input, larger);
            used = threads.getCurrentThreadAllocatedBytes() - before;
        }
        longestNs = Math.max(longestNs, took);
        mostAllocated = Math.max(mostAllocated, used);
        if (used > limit) {
            throw new Finding(used + " octets were allocated", input);
        }
        if (took > LONGEST_NS) {
            throw new Finding("it took " + took / 1_000_000 + " ms", input);
        }
        return outcome;
    }

    private Outcome decode(Input input, byte fill) {
        return decode(input, placed(input.exi(), fill));
    }

    private static byte[] placed(byte[] exi, byte fill) {
        byte[] larger = new byte[BEFORE + exi.length + BEHIND];
        Arrays.fill(larger, fill);
        System.arraycopy(exi, 0, larger, BEFORE, exi.length);
        return larger;
    }

    private Outcome decode(Input input, byte[] larger) {
        int length = input.exi().length;
        try {
            Message m =
                    input.fragment()
                            ? codec.decodeFragment(input.schema(), larger, BEFORE, length)
                            : codec.decode(input.schema(), larger, BEFORE, length);
            return new Accepted(m, codec.fragmentElement(), codec.trailingBytes());
        } catch (ExiException e) {
            return new Refused(e.element(), e.bitPosition(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            throw new Finding("not the typed error but " + e, input);
        }
    }

    /** What was accepted is written, read back equal, and written the same again. */
    private void roundTrip(Input input, Accepted a) {
        try {
            byte[] first = encode(input, a);
            Input written = new Input(input.schema(), input.fragment(), first);
            if (!(decode(written, (byte) 0) instanceof Accepted back)
                    || !back.message().equals(a.message())
                    || back.trailing() != 0) {
                throw new Finding("an accepted message is not read back equal", input);
            }
            if (!Arrays.equals(first, encode(input, back))) {
                throw new Finding("an accepted message is written in two ways", input);
            }
        } catch (ExiException e) {
            throw new Finding("an accepted message is not written: " + e.getMessage(), input);
        }
    }

    private byte[] encode(Input input, Accepted a) {
        String element = a.element();
        int length =
                input.fragment()
                        ? encodeFragment(input.schema(), element, a.message())
                        : codec.encode(input.schema(), a.message(), buffer, 0);
        return Arrays.copyOf(buffer, length);
    }

    private int encodeFragment(Schema schema, String element, Message m) {
        return codec.encodeFragment(schema, Codecs.fragmentKey(schema, element), m, buffer, 0);
    }
}
