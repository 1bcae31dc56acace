package org.ebbflow.iso15118.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.junit.jupiter.api.Test;

class QuantitiesTest {

    @Test
    void convertsExactlyWithinTheRangeOfALong() {
        assertEquals(new Milli(400_500, false), Milli.of(4005, -1));
        assertEquals(new Milli(-12, false), Milli.of(-12, -3));
        assertEquals(
                new Milli(Long.MAX_VALUE / 1000 * 1000, false), Milli.of(Long.MAX_VALUE / 1000, 0));
    }

    @Test
    void saturatesWithAFlagAtTheExtremeExponents() {
        assertEquals(new Milli(Long.MAX_VALUE, true), Milli.of(1, 127));
        assertEquals(new Milli(Long.MIN_VALUE, true), Milli.of(-1, 127));
        assertEquals(new Milli(0, false), Milli.of(0, 127));
        assertEquals(new Milli(0, false), Milli.of(32767, -128));
    }

    @Test
    void saysWhetherAnIntIsEnough() {
        assertTrue(Milli.of(2_147_483, 0).exact());
        assertFalse(Milli.of(2_147_484, 0).exact());
        assertEquals(Integer.MAX_VALUE, Milli.of(2_147_484, 0).clamped());
        assertEquals(Integer.MIN_VALUE, Milli.of(-1, 127).clamped());
    }

    @Test
    void choosesTheFinestExponentTheMantissaFits() {
        assertEquals(new RationalNumber(0, 400), Quantities.rational(400_000));
        assertEquals(new RationalNumber(-3, 32_767), Quantities.rational(32_767));
        assertEquals(new RationalNumber(-2, 3_276), Quantities.rational(32_768));
        assertEquals(new RationalNumber(1, 15_000), Quantities.rational(150_000_000));
        assertEquals(new RationalNumber(-3, -1), Quantities.rational(-1));
        assertEquals(new RationalNumber(0, 0), Quantities.rational(0));
    }

    @Test
    void staysAtTheEndOfWhatAPhysicalValueCanSay() {
        var unit = org.ebbflow.iso15118.message.iso2.UnitSymbol.W;
        assertEquals(32_767, Quantities.physical(Long.MAX_VALUE, unit).value());
        assertEquals(3, Quantities.physical(Long.MAX_VALUE, unit).multiplier());
        assertEquals(
                new Milli(32_767_000_000L, false),
                Quantities.milli(Quantities.physical(32_767_000_000L, unit)));
    }
}
