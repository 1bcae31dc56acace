package org.ebbflow.hal.modbus;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.clock.Urgency;
import org.tinylog.Logger;

/** One bus with its own thread; the port belongs to it alone. */
public final class ModbusBus implements AutoCloseable {
    private final ModbusLink link;
    private final BusCycle cycle;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean woken;

    private ModbusBus(ModbusLink link, BusConfig config, List<BusDevice> devices) {
        this.link = link;
        this.cycle = new BusCycle(link, devices, config.gapMs() * 1_000_000L, System::nanoTime);
        this.thread = Urgency.thread("bus-" + config.name(), this::run);
        this.thread.setDaemon(true);
    }

    /** A bus that is not running yet. */
    public static ModbusBus of(BusConfig config, List<BusDevice> devices) {
        return new ModbusBus(link(config), config, devices);
    }

    static ModbusLink link(BusConfig config) {
        return switch (config) {
            case BusConfig.ModbusTcp tcp -> new TcpLink(tcp);
            case BusConfig.ModbusRtu rtu -> new RtuLink(rtu);
        };
    }

    /** Starts the thread; trouble shows at the devices. */
    public void start() {
        thread.start();
    }

    /** Makes the thread look for new commands at once; never blocks. */
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Ends the thread and closes the port. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(3000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                woken = false;
                long waitNs = cycle.step() - System.nanoTime();
                if (waitNs > 0 && !woken) {
                    LockSupport.parkNanos(this, waitNs);
                }
            }
        } catch (RuntimeException e) {
            Logger.error(e, "bus={} stops: its devices fall back by themselves", link.name());
        } finally {
            link.close();
        }
    }
}
