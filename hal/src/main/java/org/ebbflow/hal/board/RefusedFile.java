package org.ebbflow.hal.board;

/**
 * A file written by people that cannot be used; the message is one sentence that names file, line,
 * key, what is allowed and the likely fix.
 */
public final class RefusedFile extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String sentence;

    public RefusedFile(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The one sentence for the person who wrote the file. */
    public String sentence() {
        return sentence;
    }
}
