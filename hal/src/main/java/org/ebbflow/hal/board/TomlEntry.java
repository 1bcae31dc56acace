package org.ebbflow.hal.board;

/**
 * One value that was read from a file, with everything a person needs to understand it.
 *
 * @param path dotted path of the key from the top of the file
 * @param value the value as text
 * @param unit unit from the key's suffix, empty where the value has none
 * @param allowed range or list of words, empty where any value of the type is allowed
 * @param meaning what the value does, one phrase
 * @param origin file and line, or "default" where the key is absent
 */
public record TomlEntry(
        String path, String value, String unit, String allowed, String meaning, String origin) {}
