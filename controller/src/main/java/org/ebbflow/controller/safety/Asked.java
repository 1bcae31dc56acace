package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;

/**
 * What one session step asks, with the offer it was made under.
 *
 * @param energy wish for the power path
 * @param connector wish for pilot and lock
 * @param offer the bounds no request may leave
 */
public record Asked(EnergyRequest energy, ConnectorRequest connector, EvseOffer offer) {}
