package org.ebbflow.iso15118.message;

/**
 * Content of an element of a V2G schema: a whole message or a part of one.
 *
 * <p>Implemented by the generated records, which are named after the schema types. Octet arrays are
 * not copied: whoever hands one over must not change it any more.
 */
public interface Message {}
