package org.ebbflow.iso15118.exi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.ResponseCode;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.message.xmldsig.X509IssuerSerial;
import org.ebbflow.iso15118.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessageTest {

    private final V2gCodec codec = new V2gCodec();
    private final byte[] buffer = new byte[4096];

    private ExiException refused(Schema schema, byte... exi) {
        return assertThrows(ExiException.class, () -> codec.decode(schema, exi, 0, exi.length));
    }

    private static byte[] bits(String text) {
        String digits = text.replace(" ", "");
        byte[] octets = new byte[(digits.length() + 7) / 8];
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) == '1') {
                octets[i >>> 3] |= (byte) (0x80 >>> (i & 7));
            }
        }
        return octets;
    }

    @Test
    void refusesEveryHeaderButTheOneOfTheStandards() {
        for (int header = 0; header < 256; header++) {
            if (header != 0x80) {
                ExiException e =
                        refused(Schema.SAP, (byte) header, (byte) 0x40, (byte) 0, (byte) 0);
                assertEquals(0, e.bitPosition());
                assertEquals("EXI header", e.element());
            }
        }
    }

    @Test
    void refusesAnUnknownRootElement() {
        ExiException wildcard = refused(Schema.SAP, bits("10000000 10 000000"));
        assertEquals(8, wildcard.bitPosition());
        assertEquals("document", wildcard.element());
        refused(Schema.SAP, bits("10000000 11 000000"));
        refused(Schema.ISO2, bits("10000000 1111111 0"));
    }

    @Test
    void refusesAnEnumerationIndexBehindTheLastValue() {
        // root 1, SE ResponseCode, CH, index 2 and 3 of 3 values
        assertEquals(
                new SupportedAppProtocolRes(ResponseCode.Failed_NoNegotiation, null),
                codec.decode(Schema.SAP, bits("10000000 01 0 0 10 0 01 0"), 0, 3));
        ExiException e = refused(Schema.SAP, bits("10000000 01 0 0 11 0 01 0"));
        assertEquals("ResponseCode", e.element());
        assertEquals(12, e.bitPosition());
    }

    @Test
    void refusesUndeclaredContent() {
        ExiException e = refused(Schema.SAP, bits("10000000 01 1 0000000000000"));
        assertEquals("ResponseCode", e.element());
        assertEquals(10, e.bitPosition());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesStringTableHits(int hit) {
        String length = hit == 0 ? "00000000" : "00000001";
        ExiException e = refused(Schema.SAP, bits("10000000 00 0 0 0 " + length + " 000000000000"));
        assertEquals("ProtocolNamespace", e.element());
        assertTrue(String.valueOf(e.getMessage()).contains("string table"));
    }

    @Test
    void believesNoAnnouncedLengthThatTheMessageCannotHold() {
        // Signature value of 2^28 octets announced in a message of a few octets
        byte[] exi = bits("10000000 00 0 0 0 01100110 000000000000");
        ExiException e = refused(Schema.SAP, exi);
        assertEquals("ProtocolNamespace", e.element());
        byte[] huge = bits("10000000 00 0 0 0 11111111 11111111 11111111 11111111 00000111");
        assertTrue(String.valueOf(refused(Schema.SAP, huge).getMessage()).contains("length"));
    }

    @Test
    void refusesNumbersThatNeverEnd() {
        byte[] exi = new byte[3000];
        Arrays.fill(exi, (byte) 0xFF);
        exi[0] = (byte) 0x80;
        exi[1] = 0;
        exi[2] = (byte) 0x3F;
        refused(Schema.SAP, exi);
    }

    @Test
    void refusesToWriteWhatTheSchemaForbids() {
        AppProtocol fine = new AppProtocol("urn:x", 1, 0, 255, 20);
        int length =
                codec.encode(Schema.SAP, new SupportedAppProtocolReq(List.of(fine)), buffer, 0);
        assertEquals(
                new SupportedAppProtocolReq(List.of(fine)),
                codec.decode(Schema.SAP, buffer, 0, length));
        notWritten(new AppProtocol("urn:x", 1, 0, 256, 20), "SchemaID");
        notWritten(new AppProtocol("urn:x", 1, 0, -1, 20), "SchemaID");
        notWritten(new AppProtocol("urn:x", 1, 0, 255, 0), "Priority");
        notWritten(new AppProtocol("urn:x", 1, 0, 255, 21), "Priority");
        notWritten(new AppProtocol("urn:x", -1, 0, 255, 20), "VersionNumberMajor");
        notWritten(new AppProtocol("u".repeat(101), 1, 0, 255, 20), "ProtocolNamespace");
        ExiException none =
                assertThrows(
                        ExiException.class,
                        () ->
                                codec.encode(
                                        Schema.SAP,
                                        new SupportedAppProtocolReq(List.of()),
                                        buffer,
                                        0));
        assertEquals("appProtocol", none.element());
    }

    private void notWritten(AppProtocol wrong, String element) {
        ExiException e =
                assertThrows(
                        ExiException.class,
                        () ->
                                codec.encode(
                                        Schema.SAP,
                                        new SupportedAppProtocolReq(List.of(wrong)),
                                        buffer,
                                        0));
        assertEquals(element, e.element());
    }

    @Test
    void writesNothingBehindTheEndOfTheBuffer() {
        var message = new SupportedAppProtocolReq(List.of(new AppProtocol("urn:x", 1, 0, 1, 1)));
        int length = codec.encode(Schema.SAP, message, buffer, 0);
        for (int room = 0; room < length; room++) {
            byte[] small = new byte[room + 3];
            assertThrows(
                    ExiException.class,
                    () -> codec.encode(Schema.SAP, message, small, 3),
                    "room " + room);
        }
        assertEquals(length, codec.encode(Schema.SAP, message, new byte[length + 3], 3));
        assertThrows(ExiException.class, () -> codec.encode(Schema.SAP, message, buffer, -1));
        assertThrows(ExiException.class, () -> codec.encode(Schema.SAP, message, buffer, 5000));
    }

    @Test
    void carriesSerialNumbersOfTwentyOctetsAndNegativeOnes() {
        for (BigInteger serial :
                List.of(
                        BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(159).negate(),
                        BigInteger.ONE.negate(),
                        BigInteger.ZERO)) {
            var name = new X509IssuerSerial("CN=Größe 🔌", serial);
            int length = codec.encodeFragment(Schema.XMLDSIG, "X509IssuerSerial", name, buffer, 0);
            assertEquals(name, codec.decodeFragment(Schema.XMLDSIG, buffer, 0, length));
        }
    }

    @Test
    void carriesTheExtremesOfARationalNumber() {
        for (int exponent : new int[] {-128, 0, 127}) {
            for (int value : new int[] {-32768, -129, -128, -1, 0, 127, 128, 16383, 16384, 32767}) {
                var number = new RationalNumber(exponent, value);
                int length =
                        codec.encodeFragment(
                                Schema.ISO20_DC, "EVMaximumChargeCurrent", number, buffer, 0);
                assertEquals(number, codec.decodeFragment(Schema.ISO20_DC, buffer, 0, length));
            }
        }
        var beyond = new RationalNumber(0, 32768);
        assertThrows(
                ExiException.class,
                () ->
                        codec.encodeFragment(
                                Schema.ISO20_DC, "EVMaximumChargeCurrent", beyond, buffer, 0));
    }
}
