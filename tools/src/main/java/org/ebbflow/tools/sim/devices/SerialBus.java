package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.ebbflow.tools.sim.pty.Pty;

/** Devices on one serial line behind an adapter that can be pulled and plugged in again. */
final class SerialBus implements AutoCloseable {
    private final Path device;
    private final ModbusRtuServer.Speed speed;
    private final Map<Integer, DeviceSlot> units;
    private final ThreadFactory threads;
    private Optional<ModbusRtuServer> server = Optional.empty();

    /**
     * @param device path under which programs find the line, a link that is made anew
     */
    SerialBus(
            Path device,
            ModbusRtuServer.Speed speed,
            Map<Integer, DeviceSlot> units,
            ThreadFactory threads)
            throws IOException {
        this.device = device;
        this.speed = speed;
        this.units = Map.copyOf(units);
        this.threads = threads;
        plug();
    }

    synchronized void plug() throws IOException {
        if (server.isEmpty()) {
            Pty pty = Pty.open();
            Files.deleteIfExists(device);
            Files.createSymbolicLink(device, Path.of(pty.path()));
            server = Optional.of(new ModbusRtuServer(pty, speed, units, threads));
        }
    }

    synchronized void pull() throws IOException {
        Files.deleteIfExists(device);
        if (server.isPresent()) {
            server.get().close();
            server = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        pull();
    }
}
