package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.Transaction;

/** Registers of a SunSpec stage to a reading. */
final class StageImage {
    private static final int FORMING = 0b10;

    /** Model of a battery at the DC side; not every stage has it. */
    private static final int STORAGE = 713;

    private static final int FULL_DECI_PERCENT = 1_000;

    private final RegisterMap map;
    private final SunSpecStart start;
    private final boolean splitPhase;
    private final boolean needsTemperature;
    private final List<RegisterMap.Block> blocks;

    StageImage(DeviceConfig.Stage config, SunSpecStart start) {
        this.map = config.map();
        this.start = start;
        this.splitPhase = config.splitPhase();
        this.needsTemperature = config.measuresTemperature();
        this.blocks = blocks(map, start.chain().place(STORAGE).isPresent());
    }

    private static List<RegisterMap.Block> blocks(RegisterMap map, boolean storage) {
        List<MapPoint> points =
                new ArrayList<>(
                        Stream.of("InvSt", "Alrm", "DERMode", "W", "LLV", "LNV", "Hz")
                                .map(name -> map.point(701, name))
                                .toList());
        points.add(map.point(701, "TmpCab"));
        points.add(map.point(701, "TmpSnk"));
        points.add(map.point(714, "Prt_DCA"));
        points.add(map.point(714, "Prt_DCV"));
        points.add(map.point(SunSpecStage.EV_OUTPUT, "ModeSt"));
        if (storage) {
            points.add(map.point(STORAGE, "SoC"));
        }
        return map.blocks(points);
    }

    /** Registers per read of one poll. */
    static List<Integer> polled(RegisterMap map) {
        return blocks(map, true).stream().map(RegisterMap.Block::count).toList();
    }

    /** The reads of one poll, in the order of {@link #reading}. */
    List<Transaction.Read> reads(int unit) {
        return blocks.stream()
                .map(
                        b ->
                                new Transaction.Read(
                                        unit,
                                        b.function(),
                                        start.chain().address(b.model(), b.address()),
                                        b.count()))
                .toList();
    }

    int setPointFactor() {
        return start.factor(map.point(704, "WSet"));
    }

    /** The first value without which the stage is not known, empty where it tells them all. */
    String lacking(List<int[]> round) {
        for (MapPoint point : needed()) {
            if (point(round, point.model(), point.name()).isEmpty()) {
                return point.model() + "." + point.name();
            }
        }
        boolean cold = needsTemperature && hottestDeciC(round) == StageReading.NOT_MEASURED;
        return cold
                ? "701.TmpCab or 701.TmpSnk (if it has none and lowers its power by itself when hot, write"
                        + " temperature-measured = false into [stage] of the board file)"
                : "";
    }

    private List<MapPoint> needed() {
        return List.of(
                map.point(701, "InvSt"),
                map.point(701, "W"),
                map.point(714, "Prt_DCA"),
                map.point(714, "Prt_DCV"),
                map.point(SunSpecStage.EV_OUTPUT, "ModeSt"));
    }

    StageReading reading(List<int[]> round) {
        int modeInForce = (int) value(round, SunSpecStage.EV_OUTPUT, "ModeSt");
        int inverter = (int) value(round, 701, "InvSt");
        return new StageReading(
                        mode(modeInForce, inverter),
                        (int) value(round, 701, "W"),
                        (int) value(round, 714, "Prt_DCV"),
                        (int) value(round, 714, "Prt_DCA"),
                        (int) value(round, 701, splitPhase ? "LLV" : "LNV"),
                        (int) value(round, 701, "Hz"),
                        hottestDeciC(round),
                        (value(round, 701, "DERMode") & FORMING) != 0,
                        value(round, 701, "Alrm"))
                .charged(socDeciPercent(round));
    }

    private int hottestDeciC(List<int[]> round) {
        OptionalLong cabinet = point(round, 701, "TmpCab");
        OptionalLong sink = point(round, 701, "TmpSnk");
        return (int)
                Math.max(
                        cabinet.orElse(StageReading.NOT_MEASURED),
                        sink.orElse(StageReading.NOT_MEASURED));
    }

    /** Nothing where the stage has no such model, no value, or one that cannot be. */
    private OptionalInt socDeciPercent(List<int[]> round) {
        if (start.chain().place(STORAGE).isEmpty()) {
            return OptionalInt.empty();
        }
        long value = point(round, STORAGE, "SoC").orElse(-1);
        return value < 0 || value > FULL_DECI_PERCENT
                ? OptionalInt.empty()
                : OptionalInt.of((int) value);
    }

    private static StageReading.Mode mode(int modeInForce, int inverter) {
        if (modeInForce == 5 || inverter == 6) {
            return StageReading.Mode.FAULT;
        }
        if (modeInForce == 4 || inverter == 2) {
            return StageReading.Mode.STARTING;
        }
        if (modeInForce == 0) {
            return inverter == 7 ? StageReading.Mode.STANDBY : StageReading.Mode.OFF;
        }
        return StageReading.Mode.RUNNING;
    }

    private long value(List<int[]> round, int model, String name) {
        return point(round, model, name).orElse(0);
    }

    private OptionalLong point(List<int[]> round, int model, String name) {
        MapPoint point = map.point(model, name);
        for (int i = 0; i < blocks.size(); i++) {
            RegisterMap.Block block = blocks.get(i);
            if (block.holds(point)) {
                int at = point.address() - block.address();
                return point.decode(round.get(i), at, start.factor(point));
            }
        }
        throw new IllegalStateException("no block holds " + model + "." + name);
    }
}
