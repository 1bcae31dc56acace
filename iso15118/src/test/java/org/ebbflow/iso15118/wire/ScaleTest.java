package org.ebbflow.iso15118.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void saturatesWhateverTheExponent() {
        assertEquals(Integer.MAX_VALUE, Scale.milli(1, 127));
        assertEquals(-Integer.MAX_VALUE, Scale.milli(-1, 127));
        assertEquals(0, Scale.milli(0, 127));
        assertEquals(0, Scale.milli(32_767, -128));
        assertEquals(20_000_000, Scale.milli(20, 3));
        assertEquals(300_000, Scale.whole(300, 3));
        assertEquals(Integer.MAX_VALUE, Scale.whole(300, 127));
        assertEquals(12, Scale.whole(12_345, -3));
    }

    @Test
    void keepsPowersExactToTheWattAndWithinSixteenBits() {
        for (int w : new int[] {0, 1, -1, 11_500, -11_500, 32_767, -32_767}) {
            assertEquals(w, Rational.whole(Rational.ofWhole(w)));
        }
        RationalNumber large = Rational.ofWhole(350_009);
        assertEquals(350_000, Rational.whole(large));
        assertEquals(new RationalNumber(1, 3_276), Rational.ofWhole(32_768));
    }

    @Test
    void keepsVoltagesAndCurrentsToATenth() {
        assertEquals(403_700, Physical.milli(Physical.volts(403_712)));
        assertEquals(-28_700, Rational.milli(Rational.ofMilli(-28_700)));
        assertEquals(-28_750, Rational.milli(Rational.ofMilli(-28_750)));
    }
}
