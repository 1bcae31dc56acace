package org.ebbflow.controller.flight;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an immutable object of ours is taken apart and put together: its fields in the order of
 * declaration are the arguments of one constructor. True for every record, and for the few final
 * classes among the states.
 */
final class Shape {

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(type);
                }
            };

    private final Field[] fields;
    private final Constructor<?> constructor;

    private Shape(Class<?> type) {
        List<Field> own = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                own.add(field);
            }
        }
        this.fields = own.toArray(Field[]::new);
        Class<?>[] types = own.stream().map(Field::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new DamagedRecording(type.getName() + " cannot be put together from its fields");
        }
    }

    static Shape of(Class<?> type) {
        boolean ours = type.getName().startsWith("org.ebbflow.");
        if (!ours || type.isInterface() || !Modifier.isFinal(type.getModifiers())) {
            throw new DamagedRecording(type.getName() + " is no value of a recording");
        }
        return SHAPES.get(type);
    }

    int size() {
        return fields.length;
    }

    @Nullable Object part(Object whole, int index) {
        try {
            return fields[index].get(whole);
        } catch (IllegalAccessException e) {
            throw new DamagedRecording(whole.getClass().getName() + " cannot be read");
        }
    }

    Object whole(@Nullable Object[] parts) {
        try {
            return constructor.newInstance(parts);
        } catch (InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | IllegalArgumentException e) {
            throw new DamagedRecording(
                    constructor.getDeclaringClass().getName() + " does not take what was recorded");
        }
    }
}
