package org.ebbflow.hal.device;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a SunSpec device keeps its models: model id to the address of its id register, and length.
 */
final class SunSpecChain {
    private final Map<Integer, Place> places = new TreeMap<>();

    record Place(int address, int length) {}

    void add(int model, int address, int length) {
        places.putIfAbsent(model, new Place(address, length));
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    Optional<Place> place(int model) {
        return Optional.ofNullable(places.get(model));
    }

    /** Absolute address of a register that counts from the model's id. */
    int address(int model, int offset) {
        Place place = places.get(model);
        if (place == null) {
            throw new IllegalStateException("model " + model + " was not found");
        }
        return place.address() + offset;
    }

    @Override
    public String toString() {
        return places.keySet().toString();
    }
}
