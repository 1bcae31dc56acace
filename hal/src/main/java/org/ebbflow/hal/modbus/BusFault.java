package org.ebbflow.hal.modbus;

/** A transaction that got no good answer; the message is one sentence for the installer. */
public final class BusFault extends Exception {
    private static final long serialVersionUID = 1;
    private final Kind kind;
    private final String sentence;

    /** What went wrong. */
    public enum Kind {
        /** No answer within the time-out. */
        SILENT,
        /** The device answered with a Modbus exception. */
        REFUSED,
        /** An answer that does not fit the question: other unit, other length, bad check sum. */
        GARBLED,
        /** Port or connection is gone. */
        LINK_LOST
    }

    public BusFault(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.sentence = sentence;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** One sentence for the installer. */
    public String sentence() {
        return sentence;
    }
}
