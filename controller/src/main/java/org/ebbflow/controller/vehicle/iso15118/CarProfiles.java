package org.ebbflow.controller.vehicle.iso15118;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The cars that are known, from {@code cars.tsv}; read once when the station is put together.
 *
 * @param cars in the order of the file
 */
record CarProfiles(List<CarProfile> cars) {

    private static final int COLUMNS = 5;

    /** What the product ships with. */
    static final CarProfiles SHIPPED = shipped();

    CarProfiles {
        cars = List.copyOf(cars);
    }

    /** The car with the longest fitting beginning, or the generic one. */
    CarProfile of(String evccId) {
        String id = evccId.toUpperCase(Locale.ROOT);
        CarProfile best = CarProfile.GENERIC;
        for (CarProfile car : cars) {
            if (car.fit(id) > best.fit(id)) {
                best = car;
            }
        }
        return best;
    }

    /**
     * Reads the lines of a file.
     *
     * @throws IllegalArgumentException names the line that is not right
     */
    static CarProfiles parse(String text) {
        List<CarProfile> cars = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                cars.add(car(line, number));
            }
        }
        return new CarProfiles(cars);
    }

    private static CarProfile car(String line, int number) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS
                || cells[1].isBlank()
                || !cells[2].matches("\\d{1,7}")
                || cells[4].isBlank()) {
            throw new IllegalArgumentException(
                    "cars.tsv line "
                            + number
                            + ": needs name, beginnings, capacity in Wh, note and source,"
                            + " separated by tabs");
        }
        List<String> beginnings = List.of(cells[1].toUpperCase(Locale.ROOT).split(" "));
        return new CarProfile(cells[0], beginnings, Long.parseLong(cells[2]), cells[3], cells[4]);
    }

    private static CarProfiles shipped() {
        try (InputStream in = CarProfiles.class.getResourceAsStream("cars.tsv")) {
            if (in == null) {
                throw new IllegalStateException("cars.tsv is missing in the product");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
