package org.ebbflow.hal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientHelloTest {

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] extension(int type, byte[] content) {
        return join(bytes(0, type, 0, content.length), content);
    }

    private static byte[] record(byte[] content) {
        return join(bytes(0x16, 3, 1, content.length >> 8, content.length), content);
    }

    /** A ClientHello by the book, with these extensions. @source RFC 8446 4.1.2 */
    private static byte[] hello(byte[] extensions) {
        byte[] body =
                join(
                        bytes(3, 3),
                        new byte[32],
                        bytes(0),
                        bytes(0, 2, 0x13, 2),
                        bytes(1, 0),
                        bytes(extensions.length >> 8, extensions.length),
                        extensions);
        return join(bytes(1, 0, body.length >> 8, body.length), body);
    }

    private static byte[] ofACar() {
        return hello(
                join(
                        extension(0, new byte[3]),
                        extension(10, bytes(0, 4, 0, 0x19, 0, 0x1E)),
                        extension(13, bytes(0, 4, 6, 3, 8, 8)),
                        extension(43, bytes(4, 3, 4, 3, 3))));
    }

    private static ClientHello found(byte[] wire) {
        return assertInstanceOf(ClientHello.Look.Found.class, ClientHello.look(wire)).hello();
    }

    @Test
    void readsVersionsGroupsAndSchemes() {
        ClientHello hello = found(record(ofACar()));
        assertEquals(
                new ClientHello(
                        List.of(0x0304, 0x0303), List.of(0x19, 0x1E), List.of(0x0603, 0x0808)),
                hello);
        assertTrue(hello.offers(ClientHello.TLS_1_3));
        assertTrue(ClientHello.isTls(record(ofACar())[0]));
    }

    @Test
    void withoutTheExtensionTheOldVersionFieldCounts() {
        assertEquals(List.of(0x0303), found(record(hello(new byte[0]))).versions());
    }

    @Test
    void everyPrefixIsIncompleteAndNothingMore() {
        byte[] whole = record(ofACar());
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(
                    ClientHello.Look.Incomplete.class,
                    ClientHello.look(Arrays.copyOf(whole, length)),
                    "after " + length + " bytes");
        }
    }

    @Test
    void aMessageMaySpreadOverRecords() {
        byte[] message = ofACar();
        byte[] wire =
                join(
                        record(Arrays.copyOf(message, 3)),
                        record(Arrays.copyOfRange(message, 3, 50)),
                        record(Arrays.copyOfRange(message, 50, message.length)));
        assertEquals(found(record(message)), found(wire));
    }

    @Test
    void recordsTooLongEmptyOrOfAnotherKindAreRefused() {
        assertRefused(bytes(0x16, 3, 1, 0x40, 1, 1));
        assertRefused(bytes(0x16, 3, 1, 0, 0));
        assertRefused(bytes(0x17, 3, 1, 0, 1, 1));
        assertRefused(bytes(0x16, 2, 1, 0, 1, 1));
        assertRefused(record(bytes(2, 0, 0, 1, 0)));
        assertRefused(record(bytes(1, 1, 0, 0)));
        assertRefused(record(hello(bytes(0, 10, 0, 9, 0, 2))));
    }

    private static void assertRefused(byte[] wire) {
        assertInstanceOf(ClientHello.Look.Refused.class, ClientHello.look(wire));
    }

    @Test
    void noChangedByteMakesItThrow() {
        byte[] whole = record(ofACar());
        Random random = new Random(7);
        int seen = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = whole.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            ClientHello.Look look = ClientHello.look(changed);
            seen += look instanceof ClientHello.Look.Refused ? 1 : 0;
        }
        assertTrue(seen > 1_000, "only " + seen + " were refused");
    }
}
