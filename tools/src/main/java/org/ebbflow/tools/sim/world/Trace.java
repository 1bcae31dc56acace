package org.ebbflow.tools.sim.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The stable text of what happened: one line per event and per second. */
final class Trace {

    private final List<String> lines = new ArrayList<>();
    private final boolean keep;
    private final MessageDigest digest;

    /**
     * @param keep whether the lines are kept; the digest is always made
     */
    Trace(boolean keep) {
        this.keep = keep;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    void add(long nowNs, String what) {
        long us = (nowNs - VirtualClock.START_NS) / 1_000;
        String line = us / 1_000_000 + "." + pad(us % 1_000_000) + " " + what;
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        if (keep) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Digest of everything so far; ends the trace. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String pad(long micros) {
        String digits = Long.toString(micros);
        return "0".repeat(6 - digits.length()) + digits;
    }
}
