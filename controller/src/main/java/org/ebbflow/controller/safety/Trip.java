package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;

/** A reason to stop that the supervisor has seen itself, with the figures that prove it. */
public sealed interface Trip {

    FaultCode code();

    /** One plain sentence with the figures, for the installer. */
    String cause();

    /** What follows from it. */
    default TripRule rule() {
        return TripRule.of(code());
    }

    /** A latched input of the safety board is set. */
    record Input(FaultCode code) implements Trip {
        @Override
        public String cause() {
            return "The safety board reports its input " + code() + ".";
        }
    }

    /**
     * The residual current protection has tripped.
     *
     * @param mayRetry whether it may be tried again by itself after a pause
     * @param attempt number of this fault since the car came, from 1
     */
    record GroundFault(boolean mayRetry, int attempt) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.RCD_TRIPPED;
        }

        @Override
        public String cause() {
            return "The residual current protection has tripped, fault "
                    + attempt
                    + (mayRetry
                            ? " of at most " + Rules.GROUND_FAULT_TRIES + "."
                            : " since the car came; a person must look.");
        }

        @Override
        public TripRule rule() {
            return mayRetry ? TripRule.of(code()).retried() : TripRule.of(code());
        }
    }

    /** The cable's coding cannot be read, or a hand is at the latch of the plug. */
    record Coding(ProximityState seen) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.PILOT_FAULT;
        }

        @Override
        public String cause() {
            return seen == ProximityState.BUTTON
                    ? "The latch of the plug was pressed while energy could flow."
                    : "The proximity contact of the cable reads " + seen + ".";
        }

        @Override
        public TripRule rule() {
            TripRule rule = TripRule.of(code());
            return seen == ProximityState.BUTTON ? rule.controlled() : rule;
        }
    }

    /** The pilot left C and D while the contactors were closed, other than to B. */
    record PilotLost(PilotState seen) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.PILOT_LOST;
        }

        @Override
        public String cause() {
            return "The control pilot fell to " + seen + " while the contactors were closed.";
        }
    }

    /** The mirror contact contradicts the command. */
    record Contactor(FaultCode code, ContactorState seen, boolean commandedClosed) implements Trip {
        @Override
        public String cause() {
            return "The contactors read "
                    + seen
                    + " though they are commanded "
                    + (commandedClosed ? "closed." : "open.");
        }
    }

    /** The lock does not hold while the contactors are closed, or reports a fault. */
    record Lock(LockState seen) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.LOCK_FAULT;
        }

        @Override
        public String cause() {
            return "The connector lock reads " + seen + ".";
        }
    }

    /**
     * A measured quantity is outside its bound.
     *
     * @param quantity name with unit, e.g. "stage DC current mA"
     */
    record OutOfBound(FaultCode code, String quantity, long measured, long bound) implements Trip {
        @Override
        public String cause() {
            return quantity + " is " + measured + ", the bound is " + bound + ".";
        }
    }

    /** Stage and meter tell different powers. */
    record Disagreement(int stageW, int meterW) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.METER_IMPLAUSIBLE;
        }

        @Override
        public String cause() {
            return "The stage reports " + stageW + " W and the meter " + meterW + " W.";
        }
    }

    /** The power stage reports a fault of its own. */
    record StageFault(long alarms) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.STAGE_FAULT;
        }

        @Override
        public String cause() {
            return "The power stage reports a fault, alarm bits " + Long.toHexString(alarms) + ".";
        }
    }

    /** A device does not answer, or its values do not move. */
    record Lost(FaultCode code, String why) implements Trip {
        @Override
        public String cause() {
            return why;
        }
    }

    /** The safety board opened by itself because the heartbeat stopped. */
    record Watchdog() implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.WATCHDOG;
        }

        @Override
        public String cause() {
            return "The safety board opened the contactors by its watchdog.";
        }
    }

    /** The controller itself stood still. */
    record CycleOverrun(long gapMs, int boundMs) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.CYCLE_OVERRUN;
        }

        @Override
        public String cause() {
            return "No control cycle ran for " + gapMs + " ms, the bound is " + boundMs + " ms.";
        }
    }

    /** A decision failed in the program itself. */
    record Internal(String text) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.INTERNAL;
        }

        @Override
        public String cause() {
            return text;
        }
    }

    /** The stage forms a grid while the house may still be connected to the utility's. */
    record IslandInterlock(String seen) implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.ISLAND_INTERLOCK;
        }

        @Override
        public String cause() {
            return "The stage forms the grid, but the grid switch reads " + seen + ".";
        }
    }

    /** The stage goes on forming a grid though it is told to stop. */
    record FormsOn() implements Trip {
        @Override
        public FaultCode code() {
            return FaultCode.ISLAND_INTERLOCK;
        }

        @Override
        public String cause() {
            return "The stage goes on forming the grid though it is told to stop.";
        }
    }

    /**
     * A switch of the backup gear did not do what it was told, or its contacts contradict.
     *
     * @param why which one
     */
    record SwitchGear(BackupSequence.Why why, BackupSequence.Contacts seen) implements Trip {
        @Override
        public FaultCode code() {
            return switch (why) {
                case SWITCH_STUCK -> FaultCode.GRID_SWITCH_STUCK;
                case BOND_STUCK -> FaultCode.NEUTRAL_BOND_STUCK;
                case FEED_STUCK -> FaultCode.HOUSE_FEED_STUCK;
                case STAGE_NOT_OFF -> FaultCode.ISLAND_INTERLOCK;
                case NOTHING,
                        GRID_RETURNED,
                        NOT_PERMITTED,
                        OVERLOAD,
                        OUT_OF_WINDOW,
                        CHARGE_KEPT,
                        CONTRADICTION ->
                        FaultCode.SWITCH_GEAR_CONTRADICTS;
            };
        }

        @Override
        public String cause() {
            if (why == BackupSequence.Why.STAGE_NOT_OFF) {
                return "Backup did not begin: the power stage, or the car's side, is not off.";
            }
            return "The switches of the backup: grid switch "
                    + seen.grid()
                    + ", neutral bond "
                    + seen.bond()
                    + ", house feed "
                    + seen.feed()
                    + ".";
        }
    }

    /** Latched before the last restart. */
    record Remembered(TripRecord kept) implements Trip {
        @Override
        public FaultCode code() {
            return kept.code();
        }

        @Override
        public String cause() {
            return kept.cause();
        }
    }
}
