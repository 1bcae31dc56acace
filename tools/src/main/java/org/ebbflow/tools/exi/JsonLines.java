package org.ebbflow.tools.exi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.ebbflow.iso15118.exi.ExiException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON object per line, adds to it and writes it back at once. */
final class JsonLines {

    /** What is added to a line. */
    interface Step {
        /**
         * @throws ExiException or {@link XmlFault} with the sentence for the field {@code error}
         */
        void add(ObjectNode line);
    }

    /** Escaped, so that the output does not depend on the locale of the terminal. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Returns how many lines were read. */
    static int run(InputStream in, PrintWriter out, Step step) throws IOException {
        int lines = 0;
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            if (!text.isBlank()) {
                out.println(JSON.writeValueAsString(answer(text, step)));
                lines++;
            }
        }
        out.flush();
        return lines;
    }

    private static ObjectNode answer(String text, Step step) {
        ObjectNode line = JSON.createObjectNode();
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode object) {
                line = object;
                step.add(line);
            } else {
                line.put("error", "a line must be one JSON object");
            }
        } catch (JacksonException e) {
            line.put("error", "not JSON: " + e.getOriginalMessage());
        } catch (ExiException | XmlFault e) {
            line.put("error", String.valueOf(e.getMessage()));
        }
        return line;
    }

    /** A text field that must be there. */
    static String text(ObjectNode line, String field) {
        JsonNode value = line.get(field);
        if (value == null || !value.isString()) {
            throw new XmlFault("the text field \"" + field + "\" is missing");
        }
        return value.asString();
    }

    /** Whether the field {@code kind} says fragment; without it, a document is meant. */
    static boolean fragment(ObjectNode line) {
        JsonNode kind = line.get("kind");
        String word = kind == null ? "doc" : kind.asString();
        return switch (word) {
            case "doc" -> false;
            case "frag" -> true;
            default -> throw new XmlFault("kind is doc or frag, not \"" + word + "\"");
        };
    }

    private JsonLines() {}
}
