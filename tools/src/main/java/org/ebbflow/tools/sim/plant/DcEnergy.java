package org.ebbflow.tools.sim.plant;

/**
 * True energy at the DC output since power-up.
 *
 * @param chargedWs into the car, watt-seconds
 * @param dischargedWs out of the car, watt-seconds
 */
public record DcEnergy(double chargedWs, double dischargedWs) {}
