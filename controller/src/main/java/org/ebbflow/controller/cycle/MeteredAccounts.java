package org.ebbflow.controller.cycle;

import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/** Accounts by the station's AC meter. */
public final class MeteredAccounts implements Accounts {

    private EnergyAccount account;
    private final Snapshot.SessionFigures earlier;
    private long sessions;

    /**
     * @param account as last made durable
     * @param sessions sessions counted before
     */
    public MeteredAccounts(EnergyAccount account, long sessions) {
        this(account, sessions, Snapshot.SessionFigures.NONE);
    }

    /**
     * @param earlier the last session of the run before
     */
    public MeteredAccounts(EnergyAccount account, long sessions, Snapshot.SessionFigures earlier) {
        this.account = account;
        this.sessions = sessions;
        this.earlier = earlier;
    }

    @Override
    public Snapshot.SessionFigures earlier() {
        return earlier;
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
