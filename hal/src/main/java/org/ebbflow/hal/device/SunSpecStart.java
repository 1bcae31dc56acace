package org.ebbflow.hal.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.modbus.Transaction;

/**
 * The start of a SunSpec stage: find the chain, read the scale factors, switch off, set what the
 * device does when we fall silent, and read that back.
 */
final class SunSpecStart {
    /** "SunS" in two registers. */
    private static final int[] MARK = {0x5375, 0x6E53};

    private static final int[] BASES = {40000, 0, 50000};
    private static final int END_MODEL = 0xFFFF;
    private static final int MAX_MODELS = 64;
    private static final int MOST_FACTOR = 10;

    /** Models whose values are used in every round; the others may have none. */
    private static final List<Integer> IN_USE = List.of(701, 704, 714);

    private static final int[] NEEDED = {701, 704, 714, 715, SunSpecStage.EV_OUTPUT};

    private final int unit;
    private final int reversionS;
    private final RegisterMap map;
    private final SunSpecChain chain = new SunSpecChain();
    private final Map<String, Integer> factors = new TreeMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private int base;
    private int basesLeft = BASES.length;
    private boolean walking;
    private int models;
    private String refusal = "";

    /** One transaction and what its answer means. */
    private record Step(Transaction transaction, Answer answer) {}

    /** Takes the registers of an answer. */
    private interface Answer {
        void take(int[] values);
    }

    /**
     * @param attempt number of this start: a device may be silent, not refuse, where it has no
     *     registers, so each start looks at another place first
     */
    SunSpecStart(int unit, int reversionS, RegisterMap map, int attempt) {
        this.base = Math.floorMod(attempt, BASES.length);
        this.unit = unit;
        this.reversionS = reversionS;
        this.map = map;
        find();
    }

    /** The next request, nothing when the start is over, well or not. */
    Optional<Transaction> next() {
        return Optional.ofNullable(steps.peek()).map(Step::transaction);
    }

    void answered(int[] values) {
        steps.remove().answer().take(values);
    }

    /**
     * The device refused a request. While looking for the chain that only means "not here"; behind
     * a model it is the end of a chain that lacks its end model.
     *
     * @return whether the start goes on
     */
    boolean refused() {
        if (chain.isEmpty() && basesLeft > 1) {
            steps.clear();
            basesLeft--;
            base = (base + 1) % BASES.length;
            find();
            return true;
        }
        if (walking && !chain.isEmpty()) {
            steps.clear();
            checkModels();
            return true;
        }
        return false;
    }

    /** Why the device cannot be used, empty while it can. */
    String refusal() {
        return refusal;
    }

    boolean isDone() {
        return refusal.isEmpty() && steps.isEmpty();
    }

    SunSpecChain chain() {
        return chain;
    }

    /** Power of ten of a point's scale factor. */
    int factor(MapPoint point) {
        return point.scaleFactor().isEmpty()
                ? 0
                : factors.getOrDefault(point.model() + "." + point.scaleFactor(), 0);
    }

    private void find() {
        steps.add(new Step(new Transaction.Read(unit, 3, BASES[base], 2), this::mark));
    }

    private void mark(int[] values) {
        if (values[0] == MARK[0] && values[1] == MARK[1]) {
            header(BASES[base] + 2);
        } else if (!refused()) {
            refusal =
                    "Unit %d is no SunSpec device: no \"SunS\" at register 40000, 0 or 50000."
                            .formatted(unit);
        }
    }

    private void header(int address) {
        walking = true;
        steps.add(new Step(new Transaction.Read(unit, 3, address, 2), v -> model(address, v)));
    }

    private void model(int address, int[] values) {
        if (values[0] == END_MODEL || values[1] == 0 || ++models > MAX_MODELS) {
            checkModels();
            return;
        }
        chain.add(values[0], address, values[1]);
        header(address + 2 + values[1]);
    }

    private void checkModels() {
        walking = false;
        for (int model : NEEDED) {
            if (chain.place(model).isEmpty()) {
                refusal =
                        "The stage at unit %d lacks SunSpec model %d; it has %s."
                                .formatted(unit, model, chain);
                return;
            }
        }
        readFactors();
        switchOff();
        setFallback();
        verifyFallback();
    }

    private void readFactors() {
        for (RegisterMap.Block block : factorBlocks()) {
            steps.add(new Step(read(block), v -> factors(block, v)));
        }
    }

    private List<MapPoint> factorPoints() {
        return map.points().stream().filter(p -> p.name().endsWith("_SF")).toList();
    }

    private List<RegisterMap.Block> factorBlocks() {
        return map.blocks(factorPoints()).stream()
                .filter(block -> chain.place(block.model()).isPresent())
                .toList();
    }

    private Transaction.Read read(RegisterMap.Block block) {
        int address = chain.address(block.model(), block.address());
        return new Transaction.Read(unit, 3, address, block.count());
    }

    /** The reads of every scale factor, in the order of {@link #isStill}. */
    List<Transaction.Read> factorReads() {
        return factorBlocks().stream().map(this::read).toList();
    }

    /** The read of the device's own heartbeat, nothing where the map has none. */
    Optional<Transaction.Read> beatRead() {
        return map.find(715, "DERHb")
                .map(
                        beat ->
                                new Transaction.Read(
                                        unit,
                                        3,
                                        chain.address(715, beat.address()),
                                        beat.type().count()));
    }

    /** The heartbeat, the last answer of a round; nothing where the device has none. */
    OptionalLong beat(List<int[]> round) {
        return map.find(715, "DERHb")
                .map(beat -> beat.decode(round.getLast(), 0))
                .orElse(OptionalLong.empty());
    }

    /** Whether the factors are those of the start. */
    boolean isStill(List<int[]> round) {
        List<RegisterMap.Block> blocks = factorBlocks();
        Map<String, Integer> now = new TreeMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            put(now, blocks.get(i), round.get(i));
        }
        return now.equals(factors);
    }

    private void factors(RegisterMap.Block block, int[] values) {
        put(factors, block, values);
        for (MapPoint point : factorPoints()) {
            boolean ours = block.holds(point) && IN_USE.contains(point.model());
            if (ours && !factors.containsKey(key(point))) {
                refusal =
                        "The stage gives no sensible scale factor %s; without it its values mean nothing."
                                .formatted(key(point));
                steps.clear();
            }
        }
    }

    private void put(Map<String, Integer> all, RegisterMap.Block block, int[] values) {
        for (MapPoint point : factorPoints()) {
            if (block.holds(point)) {
                point.decode(values, point.address() - block.address()).stream()
                        .filter(factor -> Math.abs(factor) <= MOST_FACTOR)
                        .forEach(factor -> all.put(key(point), (int) factor));
            }
        }
    }

    private static String key(MapPoint point) {
        return point.model() + "." + point.name();
    }

    private void switchOff() {
        write(SunSpecStage.EV_OUTPUT, "Mode", 0);
        write(704, "WSetEna", 0, 1, 0, 0);
    }

    private void setFallback() {
        write(704, "WSetRvrt", 0, 0);
        write(704, "WSetEnaRvrt", 0, 0, reversionS);
        write(SunSpecStage.EV_OUTPUT, "ComTms", reversionS);
        write(715, "OpCtl", 1);
    }

    private void write(int model, String first, int... values) {
        int address = chain.address(model, map.point(model, first).address());
        steps.add(new Step(new Transaction.Write(unit, address, values), v -> {}));
    }

    private void verifyFallback() {
        verify(704, "WSetRvrt", 0);
        verify(704, "WSetEnaRvrt", 0);
        verify(704, "WSetRvrtTms", reversionS);
        verify(SunSpecStage.EV_OUTPUT, "ComTms", reversionS);
        verify(715, "OpCtl", 1);
    }

    private void verify(int model, String name, int wanted) {
        MapPoint point = map.point(model, name);
        int address = chain.address(model, point.address());
        int count = point.type().count();
        steps.add(
                new Step(
                        new Transaction.Read(unit, 3, address, count),
                        v -> {
                            long found = point.decode(v, 0).orElse(-1);
                            if (found != wanted) {
                                refusal =
                                        ("The stage did not take %d.%s = %d, its own fallback when we "
                                                        + "fall silent; it reads %d.")
                                                .formatted(model, name, wanted, found);
                                steps.clear();
                            }
                        }));
    }
}
