package org.ebbflow.controller.cycle;

/** Describes a programmer's error for the log: where, what, and the first line of ours. */
final class Failure {

    private Failure() {}

    static String text(String where, RuntimeException e) {
        String place = "";
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("org.ebbflow.")) {
                place = " at " + frame.getClassName() + ":" + frame.getLineNumber();
                break;
            }
        }
        return where + " failed: " + e.getClass().getSimpleName() + ": " + e.getMessage() + place;
    }
}
