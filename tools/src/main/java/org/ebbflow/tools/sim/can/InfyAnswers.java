package org.ebbflow.tools.sim.can;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.Stage;
import org.ebbflow.tools.sim.plant.StageValues;

/**
 * What simulated BEG modules say.
 *
 * @source public driver of EVerest, InfyPower_BEG1K075G: identifiers and items; module data of the
 *     BEG1K075G: 22 kW, 200 to 1,000 V, 73.3 A each way
 */
final class InfyAnswers {

    private static final int READ_ALL = 0x02A33FF0;
    private static final int WRITE_ALL = 0x02A43FF0;
    private static final int MODULE_MAX_MV = 1_000_000;
    private static final int MODULE_MIN_MV = 200_000;
    private static final int MODULE_MAX_MA = 73_300;
    private static final long MODULE_MW = 22_000_000;
    private static final int AMBIENT_MILLI_C = 31_500;

    private InfyAnswers() {}

    /** What the group was told. */
    record Setting(int voltageMv, int currentMa, boolean on, boolean inverter) {

        static final Setting POWER_UP = new Setting(0, 0, false, false);

        Setting withOn(boolean now) {
            return new Setting(voltageMv, currentMa, now, inverter);
        }

        Setting written(CanFrame frame) {
            int value = (int) frame.payload();
            boolean first = frame.octet(7) == 0xA0;
            return switch (frame.octet(0) * 256 + frame.octet(1)) {
                case 0x1001 -> new Setting(value, currentMa, on, inverter);
                case 0x1002 -> new Setting(voltageMv, value, on, inverter);
                case 0x1110 -> new Setting(voltageMv, currentMa, first, inverter);
                case 0x2110 -> new Setting(voltageMv, currentMa, on, !first);
                default -> this;
            };
        }
    }

    static boolean isForModules(CanFrame frame) {
        boolean known = frame.id() == READ_ALL || frame.id() == WRITE_ALL;
        return frame.extended() && frame.length() == 8 && known;
    }

    static boolean isWrite(CanFrame frame) {
        return frame.id() == WRITE_ALL;
    }

    /** A module's answer to a write. */
    static CanFrame acknowledge(CanFrame write) {
        return new CanFrame(0x02A4F000, true, 8, write.payload());
    }

    static CanFrame withError(CanFrame answer, int code) {
        return new CanFrame(answer.id() | code << 26, true, 8, answer.payload());
    }

    /** All answers to a question: of the group one, of the modules one each. */
    static List<CanFrame> to(CanFrame question, Plant plant, Setting setting, int modules) {
        int item = question.octet(0) * 256 + question.octet(1);
        List<CanFrame> answers = new ArrayList<>();
        for (int module = 0; module < modules; module++) {
            long value = value(item, plant.stageValues(), setting, modules);
            answers.add(
                    new CanFrame(
                            0x02A3F000 | module, true, 8, (long) item << 48 | value & 0xFFFFFFFFL));
        }
        return answers;
    }

    private static long value(int item, StageValues stage, Setting setting, int modules) {
        return switch (item) {
            case 0x1001 -> stage.dcVoltageMv();
            case 0x1002 -> Math.abs(stage.dcCurrentMa());
            case 0x1010 -> modules;
            case 0x1106 -> AMBIENT_MILLI_C;
            case 0x1110 -> status(stage);
            case 0x1111 -> setting.inverter() ? 1 : 0;
            case 0x1130 -> MODULE_MAX_MV;
            case 0x1131 -> MODULE_MIN_MV;
            case 0x1132 -> MODULE_MAX_MA;
            case 0x1133 -> MODULE_MW;
            case 0x2101 -> stage.acVoltageMv();
            case 0x2107 -> stage.frequencyMilliHz();
            case 0x2108 -> Math.abs(1_000L * stage.acPowerW()) / modules;
            default -> 0;
        };
    }

    private static int status(StageValues stage) {
        boolean off =
                stage.condition() == Stage.Condition.OFF
                        || stage.condition() == Stage.Condition.STANDBY;
        return (off ? 0x100 : 0)
                + (stage.condition() == Stage.Condition.FAULT ? 0x200 : 0)
                + (stage.condition() == Stage.Condition.STARTING ? 0x4000 : 0)
                + (stage.condition() == Stage.Condition.STANDBY ? 0x20_0000 : 0);
    }
}
