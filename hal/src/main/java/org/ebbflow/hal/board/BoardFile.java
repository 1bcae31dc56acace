package org.ebbflow.hal.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;

/**
 * A board file, read and checked.
 *
 * @param name the board's name
 * @param title what a person calls it
 * @param hardwareRevision revision of the hardware the file was written for
 * @param connector plug or socket on the car's side
 * @param ratings what the board can do
 * @param buses field buses, in file order
 * @param safety the safety board
 * @param stage the power stage, none on an AC board
 * @param meters at most one per role
 * @param parts insulation monitor and relay and input devices
 * @param chademo CAN adapter and choices of a CHAdeMO board
 * @param gpio lines of the controller's own pins
 * @param entries every value with meaning and origin
 */
public record BoardFile(
        String name,
        String title,
        String hardwareRevision,
        Connector connector,
        BoardRatings ratings,
        List<BusConfig> buses,
        SafetyConfig safety,
        Optional<StageConfig> stage,
        List<DeviceConfig.Meter> meters,
        Parts parts,
        Optional<ChademoConfig> chademo,
        Optional<GpioConfig> gpio,
        List<TomlEntry> entries) {

    /**
     * Devices that not every board has.
     *
     * @param monitor an insulation monitor beside the safety board
     * @param io relay and input devices
     * @param label what stands on the type plate and may be edited
     */
    public record Parts(
            Optional<DeviceConfig.Monitor> monitor, List<DeviceConfig.Io> io, PlateConfig label) {}

    /** Plug or socket on the car's side. */
    public enum Connector {
        CCS1,
        CCS2,
        NACS,
        CHADEMO,
        TYPE1,
        TYPE2
    }

    /**
     * Why this board can never feed into the grid, whatever the site file says; empty if it can.
     */
    public Optional<String> cannotExport() {
        if (ratings.maxDischargeW() == 0) {
            return Optional.of("is rated for charging only");
        }
        return stage.filter(s -> !s.takesGridProfile())
                .map(
                        s ->
                                "has a power stage without grid models: it cannot be told a grid"
                                        + " profile and read back");
    }

    /** Where nothing but the stage itself lowers its power when it gets hot; empty elsewhere. */
    public Optional<String> stageWithoutTemperature() {
        String others =
                safety instanceof SafetyConfig.Uart
                        ? "only the connector's sensors bound the power"
                        : "the derating curve bounds nothing";
        return stage.filter(s -> !s.measuresTemperature())
                .map(
                        s ->
                                "the power stage tells no temperature: "
                                        + others
                                        + ", and the stage must lower its power by itself when it"
                                        + " gets hot");
    }

    /** Reads a board file and its maps; refuses them with one sentence. */
    public static BoardFile read(Path file) {
        return BoardReader.read(TomlFile.read(file), MapLibrary.beside(file));
    }

    /**
     * Reads a board by its path, or a shipped one by its name.
     *
     * @param pathOrName for example {@code /etc/ebbflow/board.toml} or {@code demo-dc-tcp}
     */
    public static BoardFile open(String pathOrName) {
        if (!pathOrName.matches("[a-z0-9][a-z0-9-]*") || Files.exists(Path.of(pathOrName))) {
            return read(Path.of(pathOrName));
        }
        return parse("boards/" + pathOrName + ".toml", shippedText(pathOrName));
    }

    /** The text of a shipped board. */
    public static String shippedText(String boardName) {
        return MapLibrary.shippedText("boards/" + boardName + ".toml")
                .orElseThrow(() -> unknown(boardName));
    }

    /**
     * The same board on the grid of a place.
     *
     * @param profile that the place's site file names, if it does
     */
    public BoardFile on(Optional<GridProfile> profile) {
        int boardMilliHz = ratings.nominalFrequencyMilliHz();
        if (profile.isPresent() && profile.get().nominalMilliHz() != boardMilliHz) {
            throw new RefusedFile(
                    ("The grid profile '%s' is for %d Hz, but the board '%s' says nominal-hz = %d;"
                                    + " correct the one that is wrong.")
                            .formatted(
                                    profile.get().name(),
                                    profile.get().nominalMilliHz() / 1_000,
                                    name,
                                    boardMilliHz / 1_000));
        }
        return new BoardFile(
                name,
                title,
                hardwareRevision,
                connector,
                ratings.on(profile),
                buses,
                safety,
                stage,
                meters,
                parts,
                chademo,
                gpio,
                entries);
    }

    private static RefusedFile unknown(String name) {
        return new RefusedFile(
                "There is no board file '%s' and no shipped board of that name; ".formatted(name)
                        + "'ebbflow board list' shows them.");
    }

    /** Reads a board from text, with the shipped maps. */
    public static BoardFile parse(String name, String text) {
        return BoardReader.read(TomlFile.parse(name, text), MapLibrary.shipped());
    }
}
