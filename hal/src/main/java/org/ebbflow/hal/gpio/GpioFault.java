package org.ebbflow.hal.gpio;

/** The lines cannot be used; one sentence says why and what to do. */
public final class GpioFault extends Exception {
    private static final long serialVersionUID = 1;
    private final String sentence;

    public GpioFault(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The sentence for the installer. */
    public String sentence() {
        return sentence;
    }
}
