package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebbflow.hal.board.RegisterMap.Kind;

/**
 * The points that a kind of device cannot be driven without: a map that lacks one is refused when
 * it is read, not when the driver first wants it.
 */
final class MapNeeds {

    private record Name(int model, String point) {
        boolean isIn(List<MapPoint> points) {
            return points.stream().anyMatch(p -> p.model() == model && p.name().equals(point));
        }

        String words() {
            return model == 0
                    ? "'%s'".formatted(point)
                    : "'%s' of model %d".formatted(point, model);
        }
    }

    private MapNeeds() {}

    /** The first point that is lacking, in words; empty where the driver has all it needs. */
    static String lacking(Kind kind, List<MapPoint> points) {
        return Stream.concat(names(kind).stream(), factors(points).stream())
                .filter(name -> !name.isIn(points))
                .findFirst()
                .map(Name::words)
                .orElse("");
    }

    /** Without its scale factor a value means nothing. */
    private static List<Name> factors(List<MapPoint> points) {
        return points.stream()
                .filter(p -> !p.scaleFactor().isEmpty())
                .map(p -> new Name(p.model(), p.scaleFactor()))
                .toList();
    }

    private static List<Name> names(Kind kind) {
        return switch (kind) {
            case METER -> plain("power", "import-energy", "export-energy");
            case SAFETY_BOARD ->
                    plain(
                            "magic",
                            "firmware",
                            "heartbeat",
                            "heartbeat-echo",
                            "watchdog",
                            "watchdog-time",
                            "pilot",
                            "proximity",
                            "duty",
                            "contactors",
                            "lock",
                            "inlet-voltage",
                            "inputs",
                            "insulation",
                            "imd-self-test",
                            "switch-gear",
                            "utility-voltage",
                            "utility-frequency",
                            "pilot-command",
                            "contactor-command",
                            "lock-command",
                            "imd-command",
                            "switch-gear-command");
            case SUNSPEC -> sunSpec();
            case SUPPLY ->
                    plain(
                            "state",
                            "voltage",
                            "current",
                            "power",
                            "remote",
                            "output",
                            "sink-power-set",
                            "sink-current-set",
                            "voltage-set",
                            "source-current-set",
                            "source-power-set");
            case INSULATION_MONITOR ->
                    plain(
                            "resistance",
                            "status",
                            "device",
                            "prealarm",
                            "alarm",
                            "chademo-mode",
                            "self-test");
            case RELAY_INPUT -> plain("input-1");
        };
    }

    private static List<Name> sunSpec() {
        List<Name> names = new ArrayList<>();
        add(names, 701, "InvSt", "W", "LLV", "LNV", "Hz", "DERMode", "Alrm", "TmpCab", "TmpSnk");
        add(names, 704, "WSetEna", "WSet", "WSetRvrt", "WSetEnaRvrt", "WSetRvrtTms");
        add(names, 713, "SoC");
        add(names, 714, "Prt_DCA", "Prt_DCV");
        add(names, 715, "ControllerHb", "OpCtl");
        add(names, 64_950, "Mode", "ModeSt", "VSet", "ASet", "VMin", "VMax");
        add(names, 64_950, "AChaMax", "ADisChaMax", "ComTms");
        return names;
    }

    private static List<Name> plain(String... points) {
        List<Name> names = new ArrayList<>();
        add(names, 0, points);
        return names;
    }

    private static void add(List<Name> names, int model, String... points) {
        for (String point : points) {
            names.add(new Name(model, point));
        }
    }
}
