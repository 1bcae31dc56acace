package org.ebbflow.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.tools.exi.Codecs;

/**
 * A typical message.
 *
 * @param name short name of the schema
 * @param coldOnly stands for its schema in cold starts, not timed when warm
 */
record Sample(String name, Schema schema, String root, byte[] exi, boolean coldOnly) {

    private static final String COLD = "cold:";

    static List<Sample> all() {
        InputStream stream = Sample.class.getResourceAsStream("messages.txt");
        if (stream == null) {
            throw new IllegalStateException(
                    "messages.txt is missing from the tools: build them again");
        }
        List<Sample> samples = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    samples.add(of(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static Sample of(String[] w) {
        boolean cold = w[0].startsWith(COLD);
        String name = cold ? w[0].substring(COLD.length()) : w[0];
        return new Sample(name, Codecs.schema(name), w[1], HexFormat.of().parseHex(w[2]), cold);
    }
}
