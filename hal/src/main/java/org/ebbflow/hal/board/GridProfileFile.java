package org.ebbflow.hal.board;

import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.GridProfile;

/**
 * A grid profile as shipped, with what an installer has filled and signed.
 *
 * @param name how site files name it
 * @param title what a person calls it
 * @param about which edition of which rule, one sentence
 * @param nominalHz 50 or 60
 * @param needsSignature why an installer must sign although all values are verified, empty where
 *     that is not so
 * @param signature who signed for the place, if anybody
 * @param values every value in reading order
 */
public record GridProfileFile(
        String name,
        String title,
        String about,
        int nominalHz,
        String needsSignature,
        Optional<Signature> signature,
        List<GridValue> values) {

    /** The shipped profiles. */
    public static final List<String> SHIPPED =
            List.of(
                    "ieee-1547-2018-cat3",
                    "california-rule-21",
                    "texas-ieee-1547",
                    "vde-ar-n-4105-2018",
                    "ena-g98",
                    "ena-g99");

    private static final int UNKNOWN_DELAY_S = 300;

    /**
     * An installer's word for the values of one place.
     *
     * @param by name of the installer
     * @param date day of the signature, ISO 8601
     * @param number of the operator's paper that the values come from
     */
    public record Signature(String by, String date, String number) {}

    /** Copies the list. */
    public GridProfileFile {
        values = List.copyOf(values);
    }

    /** A shipped profile as it is, for people who look. */
    public static GridProfileFile shipped(String name) {
        String path = "grid-profiles/" + name + ".toml";
        String text =
                MapLibrary.shippedText(path)
                        .orElseThrow(
                                () ->
                                        new RefusedFile(
                                                "There is no shipped grid profile '%s'; there are %s."
                                                        .formatted(
                                                                name, String.join(", ", SHIPPED))));
        return read(path, text);
    }

    /** Reads a profile from text; what it says of itself is taken as it is. */
    public static GridProfileFile read(String name, String text) {
        return GridProfileReader.read(TomlFile.parse(name, text));
    }

    /** The profile that a site file names in its table [grid-profile], completed there. */
    public static GridProfileFile completed(TomlSection site) {
        String name = site.text("name", "grid profile of this place");
        if (!SHIPPED.contains(name)) {
            String near =
                    Spelling.closest(name, SHIPPED)
                            .map(word -> "did you mean \"" + word + "\"?")
                            .orElse("there are " + String.join(", ", SHIPPED));
            throw site.refuse("name", "is \"" + name + "\"; " + near);
        }
        return GridProfileReader.complete(shipped(name), site);
    }

    /** Values that export cannot rest on yet: neither verified nor signed, or not there. */
    public List<GridValue> uncertain() {
        return values.stream().filter(value -> !value.isCertain()).toList();
    }

    /** Seconds for which the grid must have been good, the longest usual time while not known. */
    public int enterServiceDelayS() {
        return values.stream()
                .filter(value -> value.key().equals("enter-service.delay-s"))
                .flatMapToInt(value -> value.value().stream())
                .findFirst()
                .orElse(UNKNOWN_DELAY_S);
    }

    /** Whether energy may be fed into the grid by these rules. */
    public boolean mayExport() {
        return uncertain().isEmpty() && (needsSignature.isEmpty() || signature.isPresent());
    }

    /** The rules, when no value is missing. */
    public Optional<GridProfile> profile() {
        return values.stream().allMatch(value -> value.value().isPresent())
                ? Optional.of(new GridProfileBuilder(this).profile())
                : Optional.empty();
    }
}
