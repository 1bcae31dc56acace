package org.ebbflow.hal.can;

/** The adapter is not there or has gone; the message is one sentence for people. */
final class CanFault extends Exception {

    private static final long serialVersionUID = 1;

    CanFault(String sentence) {
        super(sentence);
    }
}
