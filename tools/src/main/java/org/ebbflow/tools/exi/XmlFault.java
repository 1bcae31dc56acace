package org.ebbflow.tools.exi;

/** Why something cannot be turned into XML or back; the message is a sentence for a person. */
final class XmlFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    XmlFault(String message) {
        super(message, null, false, false);
    }
}
