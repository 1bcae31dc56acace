package org.ebbflow.controller.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;

final class EnergyAccountTest {

    private static final long S = 1_000_000_000L;

    private static Reading<MeterReading> at(long ns, int powerW, long importWh, long exportWh) {
        return new Reading.Taken<>(
                new MeterReading(
                        powerW, Phases.NONE, Phases.NONE, 240_000, 60_000, importWh, exportWh),
                ns);
    }

    private static Tick tick(long ns) {
        return new Tick(0, ns, 0, true);
    }

    @Test
    void integratesConstantPowerWithoutAMeterCounter() {
        EnergyAccount account = EnergyAccount.EMPTY;
        for (long t = 0; t <= 3_600; t++) {
            account = account.step(at(t * S, 7_200, 0, 0), tick(t * S));
        }
        assertEquals(7_200, account.chargedWh());
        assertEquals(0, account.dischargedWh());
    }

    @Test
    void countsTheSameReadingOnce() {
        EnergyAccount account = EnergyAccount.EMPTY.step(at(0, 3_600, 0, 0), tick(0));
        account = account.step(at(S, 3_600, 0, 0), tick(S));
        for (int i = 0; i < 100; i++) {
            account = account.step(at(S, 3_600, 0, 0), tick(2 * S));
        }
        assertEquals(3_600_000, account.chargedMws());
        assertEquals(1, account.chargedWh());
    }

    @Test
    void fillsAGapFromTheMetersCounter() {
        EnergyAccount account = EnergyAccount.EMPTY.step(at(0, -6_000, 100, 500), tick(0));
        account = account.step(at(S, -6_000, 100, 501), tick(S));
        account = account.step(new Reading.Missing<>(2 * S, "silent"), tick(2 * S));
        account = account.step(at(601 * S, -6_000, 100, 1_501), tick(601 * S));
        assertEquals(1_000.0, (double) account.dischargedWh(), 2);
        assertEquals(0, account.chargedWh());
    }

    @Test
    void staysWithinOnePerCentOfTheTrueEnergyAndNeverFalls() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EnergyAccount account = EnergyAccount.EMPTY;
            double inWs = 0;
            double outWs = 0;
            int power = 0;
            long ns = 0;
            for (int i = 0; i < 2_000; i++) {
                long dt = random.nextLong(100, 1_000) * 1_000_000L;
                ns += dt;
                inWs += Math.max(0, power) * (dt / 1e9);
                outWs += Math.max(0, -power) * (dt / 1e9);
                if (random.nextInt(50) == 0) {
                    power = random.nextInt(-11_500, 11_500);
                }
                EnergyAccount next = account;
                if (random.nextInt(20) != 0) {
                    next =
                            account.step(
                                    at(ns, power, 40 + (long) (inWs / 3600), (long) (outWs / 3600)),
                                    tick(ns));
                }
                assertTrue(next.chargedMws() >= account.chargedMws());
                assertTrue(next.dischargedMws() >= account.dischargedMws());
                account = next;
            }
            assertEquals(
                    inWs / 3600,
                    (double) account.chargedWh(),
                    4 + inWs / 3600 / 100,
                    "seed " + seed);
            assertEquals(outWs / 3600, (double) account.dischargedWh(), 4 + outWs / 3600 / 100);
        }
    }

    @Test
    void continuesFromStoredCounters() {
        EnergyAccount account = EnergyAccount.of(36_000_000, 7_200_000);
        account = account.step(at(0, 3_600, 9_000, 9_000), tick(0));
        account = account.step(at(S, 3_600, 9_001, 9_000), tick(S));
        assertEquals(11, account.chargedWh());
        assertEquals(2, account.dischargedWh());
    }
}
