package org.ebbflow.iso15118.exi;

/**
 * A stream that is not a message of the schema, or a message that the schema forbids.
 *
 * <p>Carries no stack trace: the cause is in the data, and a flood of bad messages must stay cheap.
 */
public final class ExiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int bitPosition;
    private final String element;

    /**
     * @param bitPosition bits from the start of the stream to the offending value; when writing,
     *     bits written so far
     * @param element the element or attribute concerned, as the standard names it
     * @param problem what is wrong, as the end of a sentence that starts with the element
     */
    public ExiException(int bitPosition, String element, String problem) {
        super(element + ": " + problem + " (bit " + bitPosition + ")", null, false, false);
        this.bitPosition = bitPosition;
        this.element = element;
    }

    /** Bits from the start of the stream to the offending value, from 0. */
    public int bitPosition() {
        return bitPosition;
    }

    /** The element or attribute concerned, as the standard names it. */
    public String element() {
        return element;
    }
}
