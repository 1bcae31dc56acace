package org.ebbflow.controller.flight;

/** A recording that this build cannot read; the message is one sentence or part of one. */
public final class DamagedRecording extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DamagedRecording(String why) {
        super(why);
    }
}
