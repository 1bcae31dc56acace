package org.ebbflow.tools.commission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebbflow.controller.dispatch.SiteLimits;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.GridProfileFile;

/**
 * What a site file means together with a board, in watts and plain sentences.
 *
 * @param lines one per limit
 * @param powerW what all fixed limits allow together, watts at the AC terminals, plus is charge
 * @param warnings what an installer should know before leaving
 * @param problems what must be mended; empty when the site can run
 */
record SiteVerdict(
        List<Line> lines, Interval powerW, List<String> warnings, List<String> problems) {

    /**
     * One limit.
     *
     * @param chargeW largest charge power, -1 without a bound
     * @param dischargeW largest discharge power, magnitude, -1 without a bound
     */
    record Line(String source, int chargeW, int dischargeW, String why) {}

    static SiteVerdict of(Installation site, BoardFile bare) {
        BoardFile board = bare.on(site.grid().flatMap(GridProfileFile::profile));
        List<Limit> limits = SiteLimits.of(site, board.ratings());
        List<Line> lines = new ArrayList<>();
        for (Limit limit : limits) {
            lines.add(line(limit, why(limit.source(), site, board)));
        }
        Interval all = SiteLimits.together(limits);
        List<String> warnings = warnings(site, all);
        board.cannotExport()
                .ifPresent(
                        why ->
                                warnings.add(
                                        "Nothing will be fed into the grid: the board "
                                                + board.name()
                                                + " "
                                                + why
                                                + "."));
        warnings.addAll(grid(site));
        return new SiteVerdict(lines, all, warnings, problems(site, board));
    }

    private static Line line(Limit limit, String why) {
        int min = limit.powerW().min();
        int max = limit.powerW().max();
        return new Line(
                limit.source().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                max == Integer.MAX_VALUE ? -1 : max,
                min == Integer.MIN_VALUE ? -1 : -min,
                why);
    }

    private static String why(Source source, Installation site, BoardFile board) {
        Installation.Wiring wiring = site.wiring();
        return switch (source) {
            case STAGE -> "what the board " + board.name() + " is rated for";
            case CABLE ->
                    "breaker %d A%s, cable %d A, at %d V on %d conductor%s"
                            .formatted(
                                    wiring.breakerA(),
                                    site.continuousLoadRule() ? " loaded to 80 %" : "",
                                    wiring.cableA(),
                                    board.ratings().nominalVoltageMv() / 1_000,
                                    board.ratings().phases(),
                                    board.ratings().phases() == 1 ? "" : "s");
            case PRODUCT_CAP -> "product-cap-w of the site file";
            case PERMIT -> "the permission to operate";
            case GATE -> "no permission to operate: nothing is fed into the grid";
            default -> "a limit of this place";
        };
    }

    /** What the grid's rules mean here, and what still keeps them from export. */
    private static List<String> grid(Installation site) {
        if (site.grid().isEmpty()) {
            return List.of(
                    "No [grid-profile] is named: nothing will be fed into the grid; `ebbflow site"
                            + " profiles` shows the shipped ones.");
        }
        GridProfileFile file = site.grid().get();
        List<String> lines = new ArrayList<>();
        if (!file.mayExport()) {
            lines.add(
                    ("The grid profile %s does not allow export yet: %s. `ebbflow site profiles %s`"
                                    + " prints what to write and sign.")
                            .formatted(file.name(), missing(file), file.name()));
        }
        file.profile().ifPresent(p -> lines.addAll(GridWords.of(p)));
        return lines;
    }

    private static String missing(GridProfileFile file) {
        int open = file.uncertain().size();
        return open == 0 ? file.needsSignature() : open + " values are neither verified nor signed";
    }

    private static List<String> warnings(Installation site, Interval all) {
        List<String> warnings = new ArrayList<>();
        if (!site.wiring().gridMeter()) {
            warnings.add(
                    ("Without a meter at the main fuse the house's own load is not known: its %d A"
                                    + " must carry house and car together; solar only and power the house are"
                                    + " not available.")
                            .formatted(site.wiring().mainFuseA()));
        }
        if (site.papers().phone().isEmpty()) {
            warnings.add("The installer's phone is missing; the owner will not know whom to call.");
        }
        if (site.bench().isOn()) {
            warnings.add("Bench keys are on: this is a laboratory, not a home. Remove [bench].");
        }
        if (all.min() == 0) {
            warnings.add("In parallel with the grid the car will only charge, never discharge.");
        }
        if (site.papers().timeZone().getId().equals("UTC")) {
            warnings.add("No time-zone is written; schedules would run in UTC.");
        }
        return warnings;
    }

    private static List<String> problems(Installation site, BoardFile board) {
        List<String> problems = new ArrayList<>();
        int phases = board.ratings().phases();
        boolean three = site.wiring().supply() == Installation.Supply.THREE_PHASE;
        if (phases == 3 && !three) {
            problems.add(
                    "The board needs three phases, but [supply] system says "
                            + site.wiring()
                                    .supply()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-')
                            + "; correct the site file or choose another board.");
        }
        if (site.permit().granted() && site.papers().permitNumber().isEmpty()) {
            problems.add(
                    "[permit] granted = true, but number is empty; write the number of the"
                            + " permission to operate, or granted = false.");
        }
        return problems;
    }

    /** The same for machines. */
    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("good", problems.isEmpty());
        all.put("maxChargeW", powerW.max());
        all.put("maxDischargeW", -powerW.min());
        all.put("limits", lines);
        all.put("warnings", warnings);
        all.put("problems", problems);
        return all;
    }
}
