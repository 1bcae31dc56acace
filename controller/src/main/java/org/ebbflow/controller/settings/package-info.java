/**
 * Installation (written by commissioning) and preferences (written on the panel), parsed once into
 * records.
 */
@NullMarked
package org.ebbflow.controller.settings;

import org.jspecify.annotations.NullMarked;
