package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.devices.RegisterMap.Answer;
import org.ebbflow.tools.sim.devices.RegisterMap.Reply;
import org.ebbflow.tools.sim.devices.RegisterMap.Request;
import org.ebbflow.tools.sim.devices.RegisterMap.Seen;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.plant.Stage;
import org.junit.jupiter.api.Test;

@SteadyMachine
class SunSpecStageTest {

    private final SunSpecStageRegisters stage = new SunSpecStageRegisters();
    private Plant plant = Plant.atPowerUp(PlantTraits.dc(), 1);

    private int[] read(int address, int count) {
        Answer answer = stage.answer(new Seen(plant, 0), new Request.Read(false, address, count));
        return assertInstanceOf(Reply.Values.class, answer.reply()).registers();
    }

    private Reply write(int address, int... values) {
        Answer answer = stage.answer(new Seen(plant, 0), new Request.Write(false, address, values));
        plant = answer.next();
        return answer.reply();
    }

    @Test
    void chainWalksToItsEndWithTheLengthsOfTheModels() {
        List<String> found = new ArrayList<>();
        int at = 40_002;
        while (read(at, 1)[0] != 0xFFFF) {
            int[] header = read(at, 2);
            found.add(header[0] + ":" + header[1]);
            at += 2 + header[1];
        }
        assertEquals(
                List.of(
                        "1:66",
                        "701:153",
                        "702:50",
                        "704:65",
                        "713:7",
                        "714:43",
                        "715:7",
                        "64950:12",
                        "703:17",
                        "705:67",
                        "706:39",
                        "707:105",
                        "708:105",
                        "709:135",
                        "710:135",
                        "711:32"),
                found);
        assertEquals(0, read(at + 1, 1)[0]);
        assertEquals(0x5375, read(40_000, 1)[0]);
        assertEquals(
                new Reply.Refused(2),
                stage.answer(new Seen(plant, 0), new Request.Read(false, at + 1, 2)).reply());
    }

    @Test
    void unimplementedPointsSaySo() {
        assertEquals(0xFFFF, read(40_344 + 4, 1)[0]);
        assertEquals(0x8000, read(40_070 + 35, 1)[0]);
        assertEquals(0xFFFF, read(40_225 + 19, 1)[0]);
        assertEquals(0x8000, read(40_277 + 28, 1)[0]);
        assertEquals(0, read(40_070 + 71, 1)[0]);
    }

    @Test
    void negativeSetPointCharges() {
        assertInstanceOf(Reply.Done.class, write(40_398 + 8, 1));
        assertInstanceOf(Reply.Done.class, write(40_277 + 22, 1, 1, 0xFFFF, 0xFF9C));
        assertEquals(100, plant.stage().settings().acPowerW());
        assertEquals(0xFF9C, read(40_277 + 25, 1)[0]);
    }

    @Test
    void readOnlyPointsRefuseWritesAndNothingChanges() {
        assertEquals(new Reply.Refused(2), write(40_070, 1));
        assertEquals(new Reply.Refused(2), write(40_277 + 30, 1, 0, 5, 0));
        assertEquals(0, plant.stage().settings().reversion().timeMs());
    }

    @Test
    void halfOfALongValueIsRefused() {
        assertEquals(new Reply.Refused(3), write(40_277 + 24, 0));
        assertEquals(new Reply.Refused(3), write(40_277 + 25, 5));
        assertInstanceOf(Reply.Done.class, write(40_277 + 24, 0, 5));
    }

    @Test
    void modeTakesEffectWithItsOwnBlock() {
        write(40_398 + 8, 1);
        write(40_407 + 2, 1, 4_000, 15, 3_000, 4_500, 100, 100);
        assertEquals(400_000, plant.stage().settings().hold().voltageMv());
        assertEquals(1_500, plant.stage().settings().hold().maxCurrentMa());
        plant = plant.step(CarSide.UNPLUGGED, 1_000);
        assertEquals(4, read(40_407 + 9, 1)[0]);
        for (int i = 0; i < 2_000; i++) {
            plant = plant.step(CarSide.UNPLUGGED, 1_000);
        }
        assertEquals(1, read(40_407 + 9, 1)[0]);
        assertEquals(4_000, read(40_353 + 31, 1)[0], 5);
        assertEquals(3, read(40_070 + 4, 1)[0]);
    }

    @Test
    void silenceTimeSwitchesTheStageOff() {
        write(40_398 + 8, 1);
        write(40_407 + 2, 1, 4_000, 15, 3_000, 4_500, 100, 100);
        write(40_407 + 10, 1);
        for (int i = 0; i < 990; i++) {
            plant = plant.step(CarSide.UNPLUGGED, 1_000);
        }
        assertEquals(Stage.Condition.RUNNING, plant.stage().condition());
        for (int i = 0; i < 20; i++) {
            plant = plant.step(CarSide.UNPLUGGED, 1_000);
        }
        assertEquals(Stage.Condition.OFF, plant.stage().condition());
        assertEquals(0, read(40_407 + 9, 1)[0]);
    }

    @Test
    void reversionCountsDownInSeconds() {
        write(40_277 + 22, 1, 1, 0, 500, 0, 0, 0x8000, 0x8000, 0, 0, 5);
        assertEquals(5, read(40_277 + 34, 1)[0]);
        for (int i = 0; i < 1_500; i++) {
            plant = plant.step(CarSide.UNPLUGGED, 1_000);
        }
        assertEquals(4, read(40_277 + 34, 1)[0]);
    }

    @Test
    void controllerHeartbeatIsKept() {
        write(40_398 + 5, 1, 2);
        assertEquals(1, read(40_398 + 5, 1)[0]);
        assertEquals(2, read(40_398 + 6, 1)[0]);
    }
}
