package org.ebbflow.hal.device.infypower;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.can.CanLink;

/** Which modules answer on a bus; only reads are sent. */
public final class ModuleSearch implements CanLink.Listener {
    private final Set<Integer> answering = new ConcurrentSkipListSet<>();
    private volatile String trouble = "The CAN adapter does not open.";

    /** A question to every module. */
    public static List<CanFrame> question() {
        return List.of(ModuleFrame.read(Item.STATUS));
    }

    /** Numbers of the modules that answered, rising. */
    public Set<Integer> answering() {
        return answering;
    }

    /** Why the adapter is not there, empty while it is. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void up() {
        trouble = "";
    }

    @Override
    public void down(String why) {
        trouble = why;
    }

    @Override
    public void heard(List<CanFrame> frames, long readNs) {
        for (CanFrame frame : frames) {
            ModuleFrame.answer(frame)
                    .filter(answer -> !answer.write())
                    .ifPresent(answer -> answering.add(answer.source()));
        }
    }
}
