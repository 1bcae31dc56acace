package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.VehicleReport.Forming;

/**
 * What one session step asks, with the offer it was made under.
 *
 * @param energy wish for the power path
 * @param connector wish for pilot and lock
 * @param offer the bounds no request may leave
 * @param bidirectional the session can discharge, whatever the offer allows now
 * @param forming what the car said to forming the house's grid itself
 */
public record Asked(
        EnergyRequest energy,
        ConnectorRequest connector,
        EvseOffer offer,
        boolean bidirectional,
        Forming forming) {

    /** A session that can discharge if its request says so. */
    public Asked(EnergyRequest energy, ConnectorRequest connector, EvseOffer offer) {
        this(
                energy,
                connector,
                offer,
                energy instanceof EnergyRequest.DcTransfer dc && dc.maxDischargeMa() > 0,
                Forming.NOT_ASKED);
    }
}
