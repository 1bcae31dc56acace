package org.ebbflow.tools.machine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of real sockets, lines and processes in real time. It proves nothing on a machine that
 * stands still: where it fails and a thread that only sleeps was late meanwhile by more than the
 * product may be, it is tried again and says so. A failure on a steady machine stays a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StandStill.class)
public @interface SteadyMachine {}
