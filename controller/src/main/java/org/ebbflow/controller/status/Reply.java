package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.Reason;

/** Answer to an {@link Intent}. */
public sealed interface Reply {

    record Accepted() implements Reply {}

    /**
     * @param why stable reason; @param text one sentence that says what to do
     */
    record Refused(Reason why, String text) implements Reply {}
}
