package org.ebbflow.controller.flight;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes immutable values as octets; a class or constant is named once and counted after that. */
final class ValueWriter {

    private final Tape tape;
    private final Set<Class<?>> parts;
    private final Map<String, Integer> names = new LinkedHashMap<>();

    /**
     * @param parts classes of which only the name is written
     */
    ValueWriter(Tape tape, Set<Class<?>> parts) {
        this.tape = tape;
        this.parts = parts;
    }

    void value(@Nullable Object value) {
        if (value == null) {
            kind(Kind.NOTHING);
            return;
        }
        switch (value) {
            case Boolean b -> kind(b ? Kind.TRUE : Kind.FALSE);
            case Byte b -> whole(Kind.BYTE, b);
            case Short s -> whole(Kind.SHORT, s);
            case Integer i -> whole(Kind.INT, i);
            case Long l -> whole(Kind.LONG, l);
            case Double d -> whole(Kind.DOUBLE, Double.doubleToRawLongBits(d));
            case Character c -> whole(Kind.CHARACTER, c);
            case String s -> bytes(Kind.TEXT, s.getBytes(StandardCharsets.UTF_8));
            case byte[] b -> bytes(Kind.BYTES, b);
            case int[] ints -> ints(ints);
            case List<?> list -> all(Kind.LIST, list);
            case Set<?> set -> all(Kind.SET, set);
            case Map<?, ?> map -> map(map);
            case Optional<?> optional -> optional(optional);
            case OptionalLong o -> {
                kind(o.isPresent() ? Kind.PRESENT_LONG : Kind.EMPTY_LONG);
                o.ifPresent(this::number);
            }
            case OptionalInt o -> {
                kind(o.isPresent() ? Kind.PRESENT_INT : Kind.EMPTY_INT);
                o.ifPresent(this::number);
            }
            case Path path -> bytes(Kind.PATH, path.toString().getBytes(StandardCharsets.UTF_8));
            case ZoneId zone -> time("zone", zone.getId());
            case LocalTime time -> time("time", time.toString());
            case LocalDate date -> time("date", date.toString());
            case Instant instant -> time("instant", instant.toString());
            case Duration duration -> time("duration", duration.toString());
            case Enum<?> constant -> {
                kind(Kind.CONSTANT);
                name(constant.getDeclaringClass().getName());
                name(constant.name());
            }
            default -> object(value);
        }
    }

    /** A whole number without its kind. */
    void number(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            tape.put((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        tape.put((int) rest);
    }

    private void kind(Kind kind) {
        tape.put(kind.code());
    }

    private void whole(Kind kind, long value) {
        kind(kind);
        number(value);
    }

    private void bytes(Kind kind, byte[] bytes) {
        kind(kind);
        number(bytes.length);
        for (byte b : bytes) {
            tape.put(b);
        }
    }

    private void ints(int[] ints) {
        whole(Kind.INTS, ints.length);
        for (int i : ints) {
            number(i);
        }
    }

    private void time(String name, String text) {
        kind(Kind.TIME);
        name(name);
        bytes(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void all(Kind kind, Collection<?> all) {
        whole(kind, all.size());
        all.forEach(this::value);
    }

    private void map(Map<?, ?> map) {
        whole(Kind.MAP, map.size());
        map.forEach(
                (key, value) -> {
                    value(key);
                    value(value);
                });
    }

    private void optional(Optional<?> optional) {
        kind(optional.isPresent() ? Kind.PRESENT : Kind.EMPTY);
        optional.ifPresent(this::value);
    }

    private void object(Object object) {
        Class<?> type = object.getClass();
        if (parts.contains(type)) {
            kind(Kind.PART);
            name(type.getName());
            return;
        }
        Shape shape = Shape.of(type);
        kind(Kind.OBJECT);
        name(type.getName());
        for (int i = 0; i < shape.size(); i++) {
            value(shape.part(object, i));
        }
    }

    private void name(String name) {
        Integer known = names.get(name);
        if (known != null) {
            number(known);
            return;
        }
        number(names.size());
        names.put(name, names.size());
        bytes(Kind.TEXT, name.getBytes(StandardCharsets.UTF_8));
    }
}
