package org.ebbflow.controller;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebbflow.controller.certificates.StationCertificates;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.CertificateNotice;
import org.ebbflow.hal.board.RefusedFile;
import org.ebbflow.hal.net.CarSecurity;
import org.ebbflow.hal.net.CarTls;
import org.ebbflow.iso15118.sdp.SdpServer;
import org.tinylog.Logger;

/**
 * How cars may come in: with TLS where the certificates allow it, in the clear where the site does.
 */
final class CarDoor implements AutoCloseable {

    private final Optional<StationCertificates> certificates;
    private final boolean plain;

    /** Said once a run: a car asks up to 50 times. Of the network thread only. */
    private boolean warned;

    private CarDoor(Optional<StationCertificates> certificates, boolean plain) {
        this.certificates = certificates;
        this.plain = plain;
    }

    /** Reads the certificates. @param tell hears what people should do something about */
    static CarDoor open(Installation site, Consumer<String> tell) {
        Optional<StationCertificates> certificates =
                site.vehicle()
                        .certificates()
                        .map(folder -> certificates(folder, site.bench(), tell));
        certificates.ifPresent(StationCertificates::start);
        return new CarDoor(certificates, site.vehicle().plainTcp());
    }

    /** Refuses a site file whose folder of certificates is not there. */
    static void check(Installation site) {
        site.vehicle().certificates().ifPresent(CarDoor::checkFolder);
    }

    private static StationCertificates certificates(
            Path folder, Installation.Bench bench, Consumer<String> tell) {
        checkFolder(folder);
        return new StationCertificates(folder, bench.allowSecp256r1(), tell);
    }

    private static void checkFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new RefusedFile(
                    "site file: 'vehicle.certificates' names the folder \""
                            + folder
                            + "\", which is not there; \"ebbflow pki new\" makes one for tests.");
        }
    }

    private Optional<CarTls> tls() {
        return certificates.flatMap(StationCertificates::tls);
    }

    CarSecurity security() {
        return certificates.isEmpty() ? CarSecurity.NONE : CarSecurity.of(this::tls, plain);
    }

    /** What a car hears that looks for the station. */
    Optional<byte[]> discovery(byte[] request, InetSocketAddress at) {
        SdpServer.Door door =
                new SdpServer.Door(
                        at.getAddress().getAddress(), at.getPort(), tls().isPresent(), plain);
        if (SdpServer.isOther(request, door) && !warned) {
            warned = true;
            Logger.warn(
                    door.plain()
                            ? "A car asks for TLS and hears that this station has none; a car that"
                                    + " insists leaves now. Give it certificates (site file:"
                                    + " vehicle.certificates)."
                            : "A car asks for a connection in the clear and hears that this"
                                    + " station takes TLS only; a car without TLS leaves now."
                                    + " Allow it with vehicle.plain-tcp = true in the site file.");
        }
        return SdpServer.answer(request, door);
    }

    /** What people should know of the certificates. */
    CertificateNotice notice() {
        return certificates.map(StationCertificates::notice).orElse(CertificateNotice.NONE);
    }

    @Override
    public void close() {
        certificates.ifPresent(StationCertificates::close);
    }
}
