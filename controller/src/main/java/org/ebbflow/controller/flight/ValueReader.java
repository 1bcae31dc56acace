package org.ebbflow.controller.flight;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} wrote. */
final class ValueReader {

    private static final int MOST = 1 << 24;

    private final DataInputStream in;
    private final Map<String, Object> parts;
    private final List<String> names = new ArrayList<>();

    /**
     * @param parts the station's own parts by class name
     */
    ValueReader(DataInputStream in, Map<String, Object> parts) {
        this.in = in;
        this.parts = parts;
    }

    /** A value that is there and of this type. */
    <T> T value(Class<T> type) throws IOException {
        Object value = Objects.requireNonNullElse(value(), Kind.NOTHING);
        if (!type.isInstance(value)) {
            throw new DamagedRecording("a " + type.getSimpleName() + " is missing");
        }
        return type.cast(value);
    }

    /** A list of values of this type. */
    <T> List<T> list(Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (Object one : value(List.class)) {
            all.add(type.cast(one));
        }
        return List.copyOf(all);
    }

    @Nullable Object value() throws IOException {
        return switch (Kind.of(in.readUnsignedByte())) {
            case NOTHING -> null;
            case TRUE -> true;
            case FALSE -> false;
            case BYTE -> (byte) number();
            case SHORT -> (short) number();
            case INT -> (int) number();
            case LONG -> number();
            case DOUBLE -> Double.longBitsToDouble(number());
            case CHARACTER -> (char) number();
            case TEXT -> text();
            case BYTES -> bytes();
            case INTS -> ints();
            case LIST -> all();
            case SET -> Collections.unmodifiableSet(sorted());
            case MAP -> map();
            case EMPTY -> Optional.empty();
            case PRESENT -> Optional.of(value(Object.class));
            case EMPTY_LONG -> OptionalLong.empty();
            case PRESENT_LONG -> OptionalLong.of(number());
            case EMPTY_INT -> OptionalInt.empty();
            case PRESENT_INT -> OptionalInt.of((int) number());
            case PATH -> Path.of(text());
            case CONSTANT -> constant();
            case OBJECT -> object();
            case PART -> part();
            case TIME -> time(name(), value(String.class));
        };
    }

    /** A whole number without its kind. */
    long number() throws IOException {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long octet = in.readUnsignedByte();
            rest |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new DamagedRecording("a number does not end");
    }

    private int length() throws IOException {
        long length = number();
        if (length < 0 || length > MOST) {
            throw new DamagedRecording("a length is " + length);
        }
        return (int) length;
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[length()];
        in.readFully(bytes);
        return bytes;
    }

    private String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private int[] ints() throws IOException {
        int[] ints = new int[length()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) number();
        }
        return ints;
    }

    private List<Object> all() throws IOException {
        int size = length();
        List<Object> all = new ArrayList<>(Math.min(size, 1_024));
        for (int i = 0; i < size; i++) {
            all.add(value(Object.class));
        }
        return List.copyOf(all);
    }

    private Set<Object> sorted() throws IOException {
        return new TreeSet<>(all());
    }

    private Map<Object, Object> map() throws IOException {
        int size = length();
        TreeMap<Object, Object> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(value(Object.class), value(Object.class));
        }
        return Collections.unmodifiableMap(map);
    }

    private Object constant() throws IOException {
        Class<?> type = type(name());
        String name = name();
        Object[] all = Objects.requireNonNullElse(type.getEnumConstants(), new Object[0]);
        for (Object one : all) {
            if (one instanceof Enum<?> constant && constant.name().equals(name)) {
                return constant;
            }
        }
        throw new DamagedRecording(type.getName() + " has no constant " + name);
    }

    private Object object() throws IOException {
        Shape shape = Shape.of(type(name()));
        @Nullable Object[] fields = new @Nullable Object[shape.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value();
        }
        return shape.whole(fields);
    }

    private Object part() throws IOException {
        String name = name();
        Object part = parts.get(name);
        if (part == null) {
            throw new DamagedRecording("the station has no part " + name);
        }
        return part;
    }

    private static Object time(String name, String text) {
        return switch (name) {
            case "zone" -> ZoneId.of(text);
            case "time" -> LocalTime.parse(text);
            case "date" -> LocalDate.parse(text);
            case "instant" -> Instant.parse(text);
            case "duration" -> Duration.parse(text);
            default -> throw new DamagedRecording("there is no kind of time " + name);
        };
    }

    private static Class<?> type(String name) {
        if (!name.startsWith("org.ebbflow.") && !name.startsWith("java.time.")) {
            throw new DamagedRecording(name + " is no value of a recording");
        }
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new DamagedRecording(name + " is not known to this build");
        }
    }

    private String name() throws IOException {
        int number = length();
        if (number < names.size()) {
            return names.get(number);
        }
        if (Kind.of(in.readUnsignedByte()) != Kind.TEXT) {
            throw new DamagedRecording("a name is missing");
        }
        String name = text();
        names.add(name);
        return name;
    }
}
