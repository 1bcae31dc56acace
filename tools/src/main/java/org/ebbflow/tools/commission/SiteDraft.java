package org.ebbflow.tools.commission;

/** The commented site file that a set of answers makes. */
final class SiteDraft {

    /** The product's cap at 240 V and 60 A: 80 % of the breaker. @source NEC 625.41 */
    private static final int PRODUCT_CAP_W = 11_500;

    private SiteDraft() {}

    static String text(Answers answers) {
        int exportW = answers.integer("export-w");
        return """
        # Site file: what is true of this place. Written by `ebbflow site new`; change it with an editor,
        # then run `ebbflow site check` to see what every figure means in watts.
        name = "%s"
        country = "%s"                      # decides the loading rule of breakers (US, CA: 80 %%)
        time-zone = "%s"
        data-directory = "data"             # sessions, counters and the owner's settings

        [installer]                         # shown on the panel beside a fault
        %s
        [supply]
        system = "%s"
        main-fuse-a = %d                    # per conductor
        breaker-a = %d                      # feeds the station
        cable-a = %d                        # what the cable carries continuously
        product-cap-w = %d                  # both directions
        grid-meter = %s
        safe-import-w = %d                  # charge power while that meter is silent

        [permit]
        granted = %s                        # without it nothing is fed into the grid
        export-max-w = %d
        %s%s
        %s\
        """
                        .formatted(
                                answers.text("name"),
                                answers.text("country"),
                                answers.text("time-zone"),
                                line("phone", answers.text("phone")),
                                answers.text("system"),
                                answers.integer("main-fuse-a"),
                                answers.integer("breaker-a"),
                                answers.integer("cable-a"),
                                PRODUCT_CAP_W,
                                answers.yes("grid-meter"),
                                answers.has("safe-import-w") ? answers.integer("safe-import-w") : 0,
                                exportW > 0,
                                exportW,
                                line("number", answers.text("permit-number")),
                                line("date", answers.text("permit-date")),
                                grid(answers.text("country")))
                + faces(answers.text("country"));
    }

    /** The rules of the country's grids, not signed yet; nothing where none are shipped. */
    private static String grid(String country) {
        String name =
                switch (country) {
                    case "US" -> "ieee-1547-2018-cat3";
                    case "DE" -> "vde-ar-n-4105-2018";
                    case "GB" -> "ena-g98";
                    default -> "";
                };
        return name.isEmpty()
                ? ""
                : """
                [grid-profile]                      # by which rules it may feed the grid: `ebbflow site
                name = "%s"       # profiles %s` prints what to write and sign
                """
                        .formatted(name, name);
    }

    /** A line of the file, nothing without a value. */
    private static String line(String key, String value) {
        return value.isEmpty() ? "" : key + " = \"" + value + "\"\n";
    }

    /** What a newcomer leaves as it is. */
    private static String faces(String country) {
        return """

        [dispatch]
        authority = "none"                  # or "integrator": a building controller on the registers

        [panel]
        bind = "127.0.0.1"
        port = 8080

        [registers]
        bind = "127.0.0.1"
        port = 1502

        [vehicle]
        slac = true                         # the power-line modem is matched to this car
        authorization = "free"              # or "panel": the owner allows each session
        evse-id = "%s*EBB*E000001"

        [owner]
        discharge-consent = false           # the owner allows it on the panel
        driving-reserve-percent = 30
        outage-reserve-percent = 50
        max-soc-percent = 100
        """
                .formatted(country);
    }
}
