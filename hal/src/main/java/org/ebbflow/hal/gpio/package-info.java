/**
 * Lines of the controller's own pins through Pi4J: inputs beside those of the safety board, lock,
 * light and button. Entry: {@link org.ebbflow.hal.gpio.GpioStation}.
 */
@NullMarked
package org.ebbflow.hal.gpio;

import org.jspecify.annotations.NullMarked;
