package org.ebbflow.controller.cycle;

import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** Accounts by the station's AC meter. */
public final class MeteredAccounts implements Accounts {

    private EnergyAccount account;
    private long sessions;

    /**
     * @param account as last made durable
     * @param sessions sessions counted before
     */
    public MeteredAccounts(EnergyAccount account, long sessions) {
        this.account = account;
        this.sessions = sessions;
    }

    @Override
    public void observe(Measured measured, Tick tick) {
        account = account.step(measured.stationMeter(), tick);
    }

    @Override
    public long chargedWh() {
        return account.chargedWh();
    }

    @Override
    public long dischargedWh() {
        return account.dischargedWh();
    }

    @Override
    public long sessions() {
        return sessions;
    }

    @Override
    public void sessionBegan() {
        sessions++;
    }
}
