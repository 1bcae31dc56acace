/**
 * Board files and register maps: TOML to records, read once, refused with one sentence. {@link
 * org.ebbflow.hal.board.TomlSection} also reads the installer's site file.
 */
@NullMarked
package org.ebbflow.hal.board;

import org.jspecify.annotations.NullMarked;
