package org.ebbflow.tools.vehicle.chademo;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits.Numbers;

/**
 * One burst of a car's frames, in the recorded order.
 *
 * @source public frame table and recorded sessions; written without the station's codec
 */
final class CarFrames {

    private static final int FIRST_REFERENCE = 240;
    private static final int SOC_SETTLED_MS = 2_000;
    private static final int CAPACITY_SETTLED_MS = 2_100;
    private static final int TIME_SETTLED_MS = 2_900;
    private static final int LEVELS_SETTLED_MS = 700;
    private static final int DEFAULT_CAPACITY = 240;
    private static final int USE_MINUTES = 0xFF;
    private static final int UNUSED = 0xFF;
    private static final int HIGH_V = 590;

    private CarFrames() {}

    static List<CanFrame> of(ChademoCar car) {
        List<CanFrame> burst = new ArrayList<>(8);
        burst.add(limits(car));
        burst.add(times(car));
        burst.add(control(car));
        if (car.traits().extras().discharge()) {
            burst.add(discharge(car));
        }
        if (car.traits().extras().newer()) {
            burst.add(new CarOctets().bit(0, 0, true).frame(0x110));
            burst.add(new CarOctets().octet(0, 2).frame(0x201));
            burst.add(new CarOctets().octet(0, 1).octet(1, 2).octet(4, 6).frame(0x700));
            burst.add(new CarOctets().octet(0, 1).octet(1, 1).octet(2, 1).frame(0x202));
        }
        return burst;
    }

    private static CanFrame limits(ChademoCar car) {
        Numbers n = car.traits().numbers();
        return new CarOctets()
                .octet(0, n.minChargeA())
                .word(4, n.maxV())
                .octet(6, car.awakeMs() < 50 ? FIRST_REFERENCE : reference(car))
                .frame(0x100);
    }

    /** Towards a station of protocol 1 the newer cars scale by 255. */
    private static int reference(ChademoCar car) {
        boolean newToOld =
                car.traits().protocol() >= 2
                        && car.station().heard()
                        && car.station().protocol() < 2;
        return newToOld ? 255 : 100;
    }

    private static CanFrame times(ChademoCar car) {
        boolean timed = car.awakeMs() >= TIME_SETTLED_MS;
        int capacity =
                car.awakeMs() >= CAPACITY_SETTLED_MS
                        ? car.traits().numbers().batteryRaw()
                        : Math.min(DEFAULT_CAPACITY, car.traits().numbers().batteryRaw() * 2);
        return new CarOctets()
                .octet(1, timed ? USE_MINUTES : 0)
                .octet(2, timed ? car.traits().numbers().longestMin() : 0)
                .word(5, capacity)
                .frame(0x101);
    }

    private static CanFrame control(ChademoCar car) {
        boolean high = car.fault() == ChademoFault.HIGH_VOLTAGE;
        boolean known = car.traits().protocol() >= 2 && car.station().heard();
        boolean open = known && car.station().protocol() >= 2 && !closedOrChecking(car);
        return new CarOctets()
                .octet(0, car.traits().protocol())
                .word(1, high ? HIGH_V : car.traits().numbers().targetV())
                .octet(3, car.requestA())
                .bit(4, 0, car.isFaulted())
                .bit(5, 0, car.enables())
                .bit(5, 3, open)
                .bit(5, 6, car.traits().extras().discharge() && !car.traits().extras().newer())
                .bit(5, 7, car.traits().extras().discharge())
                .octet(6, charged(car))
                .frame(0x102);
    }

    private static boolean closedOrChecking(ChademoCar car) {
        return switch (car.phase()) {
            case CLOSED, FLOWING, STOPPING, WELD_CHECK ->
                    car.fault() != ChademoFault.CONTACTORS_STAY_OPEN;
            case ASLEEP, WAKING, READY, CLOSING, DONE -> false;
        };
    }

    private static int charged(ChademoCar car) {
        if (car.awakeMs() < 50) {
            return 3;
        }
        if (car.awakeMs() < SOC_SETTLED_MS) {
            return 1;
        }
        return car.battery().socDeciPercent() * reference(car) / 1_000;
    }

    private static CanFrame discharge(ChademoCar car) {
        boolean settled = car.awakeMs() >= LEVELS_SETTLED_MS;
        Numbers n = car.traits().numbers();
        return new CarOctets()
                .inverted(0, car.allowedA())
                .word(4, car.traits().battery().limits().minVoltageMv() / 1_000)
                .octet(6, settled ? n.minLevelRaw() : UNUSED)
                .octet(7, settled ? n.maxLevelRaw() : UNUSED)
                .frame(0x200);
    }
}
