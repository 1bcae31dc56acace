package org.ebbflow.hal.device;

import org.ebbflow.hal.modbus.Transaction;

/** One transaction and what its answer means. */
record SunSpecStep(Transaction transaction, Answer answer) {

    /** Takes the registers of an answer; none after a write. */
    interface Answer {
        void take(int[] values);
    }
}
