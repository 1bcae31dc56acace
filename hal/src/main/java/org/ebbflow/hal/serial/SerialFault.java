package org.ebbflow.hal.serial;

/** A serial port that cannot be used; one sentence says why and what to do. */
public final class SerialFault extends Exception {
    private static final long serialVersionUID = 1;
    private final String sentence;

    public SerialFault(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The sentence for the installer. */
    public String sentence() {
        return sentence;
    }
}
