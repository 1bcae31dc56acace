package org.ebbflow.tools.sim.devices;

import org.ebbflow.tools.sim.plant.Plant;

/**
 * A Bender isoCHA425HV between the station's contactors and its converter.
 *
 * @source the register facts of EVerest's driver: values in groups of four registers, 3005 to 3028,
 *     8005
 */
final class IsolationRegisters implements RegisterMap {
    private static final long SELF_TEST_US = 1_500_000;
    private static final long SETTLE_US = 300_000;
    private static final int START = 0x5445;
    private static final int OHM = 2;
    private static final int VOLT = 4;

    private final int[] settings = new int[24];
    private long onSinceUs = -1;
    private long testSinceUs = -1;
    private volatile boolean broken;

    IsolationRegisters() {
        settings[0] = 600;
        settings[2] = 100;
    }

    /** Its own electronics fail. */
    void broken(boolean failed) {
        broken = failed;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Read read -> read(seen, read);
            case Request.Write write -> write(seen, write);
        };
    }

    private Answer read(Seen seen, Request.Read read) {
        if (read.input()) {
            return RegisterMap.refused(seen, ILLEGAL_FUNCTION);
        }
        int first = read.address();
        int end = first + read.count();
        RegisterImage image;
        if (first >= 1000 && end <= 1032) {
            image = values(seen.plant());
        } else if (first >= 3005 && end <= 3029) {
            image = new RegisterImage(3005, 24);
            for (int i = 0; i < settings.length; i++) {
                image.u16(3005 + i, settings[i]);
            }
        } else if (first >= 9800 && end <= 9822) {
            image = new RegisterImage(9800, 22);
            image.text(9800, 10, "isoCHA425HV");
            image.u16(9821, 400);
        } else {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        return new Answer(new Reply.Values(image.slice(first, read.count())), seen.plant());
    }

    private RegisterImage values(Plant plant) {
        RegisterImage image = new RegisterImage(1000, 32);
        long nowUs = plant.timeUs();
        boolean testing = testSinceUs >= 0 && nowUs - testSinceUs < SELF_TEST_US;
        boolean valid = onSinceUs >= 0 && nowUs - onSinceUs >= SETTLE_US && !testing && !broken;
        double ohm = resistance(plant);
        int test = testing ? 0x80 : 0;
        int alarm = broken ? 2 : ohm < settings[2] * 1_000.0 ? 4 : 0;
        image.float32(1000, valid ? ohm : 0);
        image.u16(1002, (test | alarm) << 8 | (valid ? 0 : 0xC0) | OHM);
        image.float32(1008, plant.stageValues().dcVoltageMv() * 0.001);
        image.u16(1010, VOLT);
        return image;
    }

    /** Station and car in parallel while the contactors touch. */
    private static double resistance(Plant plant) {
        double station = plant.faults().insulationOhm();
        double car = plant.car().insulationOhm();
        return plant.contactsTouch() ? station * car / Math.max(1, station + car) : station;
    }

    private Answer write(Seen seen, Request.Write write) {
        if (write.values().length != 1) {
            return RegisterMap.refused(seen, ILLEGAL_VALUE);
        }
        int value = write.values()[0];
        long nowUs = seen.plant().timeUs();
        if (write.address() == 8005) {
            if (value != START || onSinceUs < 0) {
                return RegisterMap.refused(seen, ILLEGAL_VALUE);
            }
            testSinceUs = nowUs;
        } else if (write.address() >= 3005 && write.address() <= 3028) {
            settings[write.address() - 3005] = value;
            if (write.address() == 3026) {
                onSinceUs = value == 0 ? -1 : onSinceUs < 0 ? nowUs : onSinceUs;
                testSinceUs = value == 0 ? -1 : testSinceUs;
            }
        } else {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        return new Answer(new Reply.Done(), seen.plant());
    }
}
