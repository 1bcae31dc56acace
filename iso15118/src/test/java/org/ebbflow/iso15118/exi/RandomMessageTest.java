package org.ebbflow.iso15118.exi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomMessageTest {

    private static final int MESSAGES_PER_ROOT = 12;

    private final V2gCodec codec = new V2gCodec();
    private final byte[] buffer = new byte[1 << 23];

    @ParameterizedTest
    @EnumSource(Schema.class)
    void everyValidMessageComesBackEqual(Schema schema) {
        for (long seed = 1; seed <= MESSAGES_PER_ROOT; seed++) {
            RandomValues values = new RandomValues(seed * 7919);
            List<Supplier<Message>> roots = RandomMessages.documents(schema, values);
            for (Supplier<Message> root : roots) {
                Message m = root.get();
                String what = schema + " seed " + seed + " " + m.getClass().getSimpleName();
                byte[] exi = Arrays.copyOf(buffer, codec.encode(schema, m, buffer, 0));
                Message back = codec.decode(schema, exi, 0, exi.length);
                assertEquals(m, back, what);
                assertEquals(0, codec.trailingBytes(), what);
                int length = codec.encode(schema, back, buffer, 3);
                assertArrayEquals(exi, Arrays.copyOfRange(buffer, 3, 3 + length), what);
            }
        }
    }
}
