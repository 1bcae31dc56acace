package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.InsulationReading.SelfTest;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.board.TomlFile;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.junit.jupiter.api.Test;

/** A monitor that answers and acknowledges, but repeats the good value of yesterday. */
final class IsoMonitorTest {
    private static final RegisterMap MAP =
            RegisterMap.read(
                    TomlFile.read(Path.of("../board-configs/maps/bender-isocha425hv.toml")));

    private final Map<Integer, Integer> registers = new TreeMap<>();
    private final IsoMonitor monitor =
            new IsoMonitor(new DeviceConfig.Monitor("bus", 3, 500, MAP, 600, 100, false), 0);
    private long nowNs;
    private long cycle;

    IsoMonitorTest() {
        int bits = Float.floatToIntBits(900_000f);
        registers.put(1_000, bits >>> 16);
        registers.put(1_001, bits & 0xFFFF);
    }

    private InsulationReading after(double seconds, BoardCommand.Insulation wish) {
        for (int i = 0; i < seconds * 100; i++) {
            nowNs += 10_000_000;
            monitor.command(
                    new BoardCommand(
                            ++cycle,
                            new BoardCommand.Pilot.X1(),
                            false,
                            false,
                            new BoardCommand.Stage.Off(),
                            wish,
                            BoardCommand.Island.PARALLEL));
            monitor.due(nowNs).ifPresent(this::serve);
        }
        return monitor.latest() instanceof Reading.Taken<InsulationReading> taken
                ? taken.value()
                : new InsulationReading(-1, SelfTest.NOT_RUN);
    }

    private void serve(Work work) {
        if (work.transaction() instanceof Transaction.Read read) {
            int[] values = new int[read.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = registers.getOrDefault(read.address() + i, 0);
            }
            monitor.answered(work, values, nowNs);
        } else if (work.transaction() instanceof Transaction.Write write) {
            registers.put(write.address(), write.values()[0]);
            monitor.answered(work, new int[0], nowNs);
        } else {
            throw new AssertionError(work);
        }
    }

    @Test
    void selfTestThatNeverShowsInItsRegistersFailsAfterThirtySeconds() {
        assertEquals(0, after(2, BoardCommand.Insulation.OFF).resistanceOhm(), "it is off");
        assertEquals(900_000, after(2, BoardCommand.Insulation.MEASURE).resistanceOhm());
        InsulationReading before = after(29, BoardCommand.Insulation.SELF_TEST);
        assertEquals(SelfTest.RUNNING, before.selfTest());
        InsulationReading late = after(2, BoardCommand.Insulation.SELF_TEST);
        assertEquals(SelfTest.FAILED, late.selfTest());
    }
}
