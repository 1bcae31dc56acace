package org.ebbflow.iso15118.exi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {

    private final V2gCodec codec = new V2gCodec();

    private Message decode(Schema s, boolean fragment, byte[] exi) {
        return fragment
                ? codec.decodeFragment(s, exi, 0, exi.length)
                : codec.decode(s, exi, 0, exi.length);
    }

    private byte[] encode(Schema s, boolean fragment, Message m) {
        byte[] buffer = new byte[1 << 17];
        String element = codec.fragmentElement();
        int length =
                fragment
                        ? codec.encodeFragment(
                                s, element.substring(element.indexOf(':') + 1), m, buffer, 0)
                        : codec.encode(s, m, buffer, 0);
        return Arrays.copyOf(buffer, length);
    }

    @ParameterizedTest
    @CsvSource({
        "sap, 124",
        "din, 592",
        "iso2, 704",
        "iso20cm, 544",
        "iso20ac, 80",
        "iso20dc, 176",
        "iso20acdp, 128",
        "iso20wpt, 192",
        "xmldsig, 62",
        "bench, 25"
    })
    void encodesWhatItDecodedToTheSameOctets(String name, int count) {
        int checked = 0;
        for (Vectors.Vector v : Vectors.of(name)) {
            Schema s = name.equals("bench") ? schemaOf(v) : Vectors.schema(name);
            Message m = decode(s, v.fragment(), v.exi());
            assertEquals(0, codec.trailingBytes(), v.xml());
            byte[] again = encode(s, v.fragment(), m);
            if (!Arrays.equals(again, v.exi()) && v.emptyAsEscape()) {
                assertEquals(m, decode(s, v.fragment(), again), v.xml());
            } else {
                assertArrayEquals(v.exi(), again, v.xml());
            }
            checked++;
        }
        assertEquals(count, checked);
    }

    private static Schema schemaOf(Vectors.Vector v) {
        for (Schema s : Schema.values()) {
            if (v.xml().contains(s.namespace().replaceAll(":Msg.*", "") + "\\\"")
                    || v.xml().contains(s.namespace().replaceAll(":Msg.*", ":MsgDef") + "\\\"")) {
                if (s != Schema.XMLDSIG) {
                    return s;
                }
            }
        }
        throw new IllegalStateException(v.xml());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sap", "din", "iso2", "iso20dc", "iso20acdp", "xmldsig"})
    void refusesEveryTruncationWithAPositionInside(String name) {
        Schema s = Vectors.schema(name);
        int refused = 0;
        List<Vectors.Vector> all = Vectors.of(name);
        for (int i = 0; i < all.size(); i += 6) {
            Vectors.Vector v = all.get(i);
            for (int length = 0; length < Math.min(v.exi().length, 90); length++) {
                byte[] cut = Arrays.copyOf(v.exi(), length);
                ExiException e =
                        assertThrows(
                                ExiException.class, () -> decode(s, v.fragment(), cut), v.xml());
                assertTrue(e.bitPosition() >= 0 && e.bitPosition() <= length * 8, e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 300, "too few");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso2", "iso20cm", "din"})
    void readsTheSameInsideALargerArrayAndReportsWhatFollows(String name) {
        Schema s = Vectors.schema(name);
        for (Vectors.Vector v : Vectors.of(name)) {
            if (!v.fragment()) {
                byte[] larger = new byte[v.exi().length + 20];
                Arrays.fill(larger, (byte) 0xFF);
                System.arraycopy(v.exi(), 0, larger, 7, v.exi().length);
                Message alone = decode(s, false, v.exi());
                assertEquals(alone, codec.decode(s, larger, 7, v.exi().length));
                assertEquals(0, codec.trailingBytes());
                assertEquals(alone, codec.decode(s, larger, 7, v.exi().length + 3));
                assertEquals(3, codec.trailingBytes());
            }
        }
    }
}
