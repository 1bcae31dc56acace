package org.ebbflow.controller.flight;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.vehicle.SessionSelector;

/** A recording in memory, ready to be played again. */
public final class Recording {

    private final FlightHead head;
    private final List<Cycle> cycles;
    private final SessionSelector sessions;
    private final Replay.Dice dice;

    Recording(FlightHead head, List<Cycle> cycles, SessionSelector sessions, Replay.Dice dice) {
        this.head = head;
        this.cycles = cycles;
        this.sessions = sessions;
        this.dice = dice;
    }

    public FlightHead head() {
        return head;
    }

    /** Number of cycles. */
    public int size() {
        return cycles.size();
    }

    /** Cycles at which a replay can begin: the first one, and one every ten seconds or so. */
    public List<Integer> beginnings() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < cycles.size(); i++) {
            if (cycles.get(i).record().before().isPresent()) {
                all.add(i);
            }
        }
        return List.copyOf(all);
    }

    /** The rest of it. @param index one of {@link #beginnings} */
    public Recording from(int index) {
        return new Recording(head, cycles.subList(index, cycles.size()), sessions, dice);
    }

    List<Cycle> cycles() {
        return cycles;
    }

    SessionSelector sessions() {
        return sessions;
    }

    Replay.Dice dice() {
        return dice;
    }
}
