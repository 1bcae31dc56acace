package org.ebbflow.hal.board;

import java.util.List;

/**
 * What a board tells people about itself.
 *
 * @param maker who builds it
 * @param display what shows state and texts at the station
 * @param label texts of the type plate, in order
 * @param editable what an installer may change in the site file, and how far
 */
public record PlateConfig(
        String maker, Display display, List<String> label, List<Editable> editable) {

    /** What shows state and texts at the station. */
    public enum Display {
        NONE,
        LIGHT,
        SCREEN
    }

    /**
     * A key of the site file with the range that this board bears.
     *
     * @param key key of the site file, for example {@code breaker-a}
     */
    public record Editable(String key, int min, int max) {}
}
