package org.ebbflow.iso15118.exi;

import org.ebbflow.iso15118.exi.bits.BitReader;
import org.ebbflow.iso15118.exi.bits.BitWriter;
import org.ebbflow.iso15118.exi.coder.Coders;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;

/**
 * Turns V2G messages into EXI and back, for one schema at a time.
 *
 * <p>Keeps working space between calls, so an instance belongs to one thread. Nothing is allocated
 * by encoding; decoding allocates the message.
 *
 * @source EXI 1.0 with the options of ISO 15118-2 [V2G2-099]: schema-informed, non-strict,
 *     bit-packed, value partition capacity 0
 */
public final class V2gCodec {

    private final BitWriter writer = new BitWriter();
    private final BitReader reader = new BitReader();

    /** A codec for the use of one thread. */
    public V2gCodec() {}

    /**
     * Writes a message as an EXI document.
     *
     * @param into receives the stream from {@code offset} on
     * @return the number of octets written
     * @throws ExiException when the message breaks a limit of the schema, is no document of it, or
     *     does not fit
     */
    public int encode(Schema schema, Message message, byte[] into, int offset) {
        writer.start(into, offset);
        Coders.encodeDocument(schema, writer, message);
        return writer.finish();
    }

    /**
     * Writes one element as an EXI fragment, the form that signatures digest.
     *
     * @param element name of the element as in the standard, for example {@code SignedInfo}
     * @return the number of octets written
     */
    public int encodeFragment(
            Schema schema, String element, Message content, byte[] into, int offset) {
        writer.start(into, offset);
        Coders.encodeFragment(schema, writer, element, content);
        return writer.finish();
    }

    /**
     * Reads an EXI document.
     *
     * @param from first octet of the stream (its header)
     * @param length octets of the stream
     * @throws ExiException when the stream is not a document of the schema
     */
    public Message decode(Schema schema, byte[] bytes, int from, int length) {
        reader.start(bytes, from, length);
        Message message = Coders.decodeDocument(schema, reader);
        reader.finish();
        return message;
    }

    /** Reads an EXI fragment: the content of its one element. */
    public Message decodeFragment(Schema schema, byte[] bytes, int from, int length) {
        reader.start(bytes, from, length);
        Message content = Coders.decodeFragment(schema, reader);
        reader.finish();
        return content;
    }

    /** Name of the element of the last fragment read, for example {@code ds:SignedInfo}. */
    public String fragmentElement() {
        return reader.root();
    }

    /** Octets that followed the last message read, at least 0; its length did not need them. */
    public int trailingBytes() {
        return reader.trailingBytes();
    }
}
