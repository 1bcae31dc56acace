package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.Reason;

/**
 * The supervisor's answer to one request.
 *
 * @param next state for the next cycle, if this permit is the one applied
 * @param output what may reach the board
 * @param narrowed why it is less than asked; empty when it is all that was asked, or a step on the
 *     way to it
 */
public record Permit(SafetyState next, PermittedOutput output, Optional<Reason> narrowed) {}
