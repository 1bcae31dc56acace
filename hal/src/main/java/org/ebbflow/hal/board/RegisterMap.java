package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The registers of one kind of device, from {@code maps/NAME.toml}.
 *
 * @param name name that board files use
 * @param kind what the device is for
 * @param title maker and model
 * @param source where the facts come from
 * @param maxBlock most registers the device gives in one read
 * @param maxGap registers worth reading in vain to save a transaction
 * @param points every row, in file order
 */
public record RegisterMap(
        String name,
        Kind kind,
        String title,
        String source,
        int maxBlock,
        int maxGap,
        List<MapPoint> points) {

    /** What a device is for. */
    public enum Kind {
        METER,
        SAFETY_BOARD,
        SUNSPEC,
        SUPPLY,
        INSULATION_MONITOR,
        RELAY_INPUT
    }

    /**
     * One read of neighbouring registers.
     *
     * @param model SunSpec model, 0 for absolute addresses
     * @param function Modbus function code 3 or 4
     * @param address first register
     * @param count number of registers
     */
    public record Block(int model, int function, int address, int count) {

        /** Whether the whole point is inside. */
        public boolean holds(MapPoint point) {
            return point.model() == model
                    && point.address() >= address
                    && point.address() + point.type().count() <= address + count;
        }
    }

    /** Reads a map; refuses it with one sentence. */
    public static RegisterMap read(TomlFile file) {
        TomlSection top = file.top();
        String name = top.text("name", "name that board files use");
        Kind kind = top.choice("kind", Kind.class, "what the device is for");
        String title = top.text("title", "maker and model");
        String source = top.text("source", "where the facts come from");
        int maxBlock = top.integer("max-block", 1, 125, "most registers in one read");
        int maxGap = top.integer("max-gap", 0, 125, "registers read in vain to save a read");
        boolean lowFirst =
                top.choiceOr(
                                "word-order",
                                WordOrder.HIGH_FIRST,
                                "which word of a number comes first")
                        == WordOrder.LOW_FIRST;
        List<MapPoint> points = new ArrayList<>();
        for (TomlSection row : top.tables("point")) {
            MapPoint point = point(row, lowFirst);
            boolean twice =
                    points.stream()
                            .anyMatch(
                                    p ->
                                            p.model() == point.model()
                                                    && p.name().equals(point.name()));
            if (twice) {
                throw row.refuse("name", "stands twice in this map");
            }
            points.add(point);
        }
        file.done();
        return new RegisterMap(name, kind, title, source, maxBlock, maxGap, List.copyOf(points));
    }

    private static MapPoint point(TomlSection row, boolean lowFirst) {
        String absent = row.textOr("absent", "none", "raw value that means no value, as 0xNNNN");
        return new MapPoint(
                row.integerOr("model", 0, 0, 65_535, "SunSpec model id"),
                row.text("name", "name of the point"),
                row.integer("address", 0, 65_535, "first register, 0-based"),
                row.integer("function", 1, 16, "Modbus function code"),
                row.choice("type", PointType.class, "how registers make a number"),
                lowFirst,
                row.integerOr("scale-pow10", 0, -9, 9, "power of ten to the unit"),
                row.textOr("scale-factor", "none", "point with a further power of ten")
                        .replace("none", ""),
                row.choiceOr("sign", Sign.SAME, "direction that counts as plus") == Sign.OPPOSITE,
                row.textOr("unit", "none", "unit after scaling").replace("none", ""),
                row.choice("access", MapPoint.Access.class, "who may do what"),
                hex(row, absent),
                row.text("meaning", "what the value is"));
    }

    private enum WordOrder {
        HIGH_FIRST,
        LOW_FIRST
    }

    /** Direction of plus at the device against Ebbflow's (plus is charge, import). */
    private enum Sign {
        SAME,
        OPPOSITE
    }

    private static OptionalLong hex(TomlSection row, String text) {
        if (text.equals("none")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    text.startsWith("0x")
                            ? Long.parseUnsignedLong(text.substring(2), 16)
                            : Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw row.refuse("absent", "must be a number such as \"0x8000\"");
        }
    }

    /** The row with this name, for what a map may lack. */
    public Optional<MapPoint> find(int model, String pointName) {
        return points.stream()
                .filter(p -> p.model() == model && p.name().equals(pointName))
                .findFirst();
    }

    /** The row with this name; a driver names only rows that its map must have. */
    public MapPoint point(int model, String pointName) {
        return find(model, pointName).orElseThrow(() -> lacks("'" + pointName + "'"));
    }

    /** Whether a row of this name stands in the map at an absolute address. */
    public boolean has(String pointName) {
        return points.stream().anyMatch(p -> p.model() == 0 && p.name().equals(pointName));
    }

    /** The row with this name at an absolute address. */
    public MapPoint point(String pointName) {
        return point(0, pointName);
    }

    /** Refuses a map that lacks this point; an empty text is nothing. */
    void refuseWithout(String point) {
        if (!point.isEmpty()) {
            throw lacks(point);
        }
    }

    private RefusedFile lacks(String point) {
        return new RefusedFile(
                ("Register map '%s' lacks the point %s that its driver needs; add a [[point]]"
                                + " with that name.")
                        .formatted(name, point));
    }

    /** The fewest reads that cover these points. */
    public List<Block> blocks(List<MapPoint> wanted) {
        List<MapPoint> sorted = new ArrayList<>(wanted);
        sorted.sort(
                Comparator.comparingInt(MapPoint::model)
                        .thenComparingInt(MapPoint::function)
                        .thenComparingInt(MapPoint::address));
        List<Block> blocks = new ArrayList<>();
        for (MapPoint point : sorted) {
            int end = point.address() + point.type().count();
            Block last = blocks.isEmpty() ? null : blocks.getLast();
            if (last != null && joins(last, point, end)) {
                int count = Math.max(last.count(), end - last.address());
                blocks.removeLast();
                blocks.add(new Block(last.model(), last.function(), last.address(), count));
            } else {
                int count = point.type().count();
                blocks.add(new Block(point.model(), point.function(), point.address(), count));
            }
        }
        return List.copyOf(blocks);
    }

    private boolean joins(Block last, MapPoint point, int end) {
        return last.model() == point.model()
                && last.function() == point.function()
                && point.address() - (last.address() + last.count()) <= maxGap
                && end - last.address() <= maxBlock;
    }
}
