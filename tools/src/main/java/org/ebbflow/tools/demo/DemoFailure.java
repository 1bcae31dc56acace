package org.ebbflow.tools.demo;

/** A step of the demo did not come out as scripted; the text is one sentence for people. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    DemoFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What did not come out, for people. */
    String sentence() {
        return sentence;
    }
}
