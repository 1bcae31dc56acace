package org.ebbflow.hal.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's CAN sockets; frames need a virtual CAN interface. */
final class SocketCanTest {

    private static final String VIRTUAL = "vcan0";

    @Test
    void anInterfaceThatIsNotThereIsNamedInOneSentence() {
        CanFault fault = assertThrows(CanFault.class, () -> SocketCanPort.open("can77"));
        assertTrue(String.valueOf(fault.getMessage()).contains("can77"), fault.getMessage());
    }

    @Test
    void anInterfaceThatIsNoBusIsRefused() {
        CanFault fault = assertThrows(CanFault.class, () -> SocketCanPort.open("lo"));
        assertTrue(String.valueOf(fault.getMessage()).contains("CAN"), fault.getMessage());
    }

    /**
     * The kernel of most build machines has no CAN, so this one is left out of the build; with a
     * bus: {@code mvn test -pl hal -am -Debbflow.left.out=none}.
     */
    @Test
    @Tag("needs-vcan")
    void framesCrossAVirtualBusInOrder() throws CanFault {
        List<CanFrame> burst = List.of(CanFrame.of(0x108, 1, 2, 3), CanFrame.of(0x109, 9));
        try (CanPort one = SocketCanPort.open(VIRTUAL);
                CanPort other = SocketCanPort.open(VIRTUAL)) {
            one.write(burst);
            List<CanFrame> heard = new ArrayList<>();
            for (int i = 0; i < 200 && heard.size() < burst.size(); i++) {
                heard.addAll(other.read());
            }
            assertEquals(burst, heard);
        }
    }
}
