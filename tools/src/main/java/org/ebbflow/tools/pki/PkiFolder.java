package org.ebbflow.tools.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.List;
import org.ebbflow.iso15118.security.Certificates.Issuer;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;

/** Writes a {@link TestPki} to a new folder; existing files are never replaced. */
public final class PkiFolder {

    /** The folder that a station uses as its certificate store. */
    public static final String STATION = "station";

    /** The folder of the cars. */
    public static final String CAR = "car";

    private static final String READ_ME =
            """
            Test certificates made by "ebbflow pki new". Never for the field: all private keys lie here.

            station/                a certificate store, as a station's site file names it
              chains/NAME/          chain.pem (leaf, sub-CA 2, sub-CA 1), key.pem, ocsp.der if there is one
              v2g-roots/            roots of the station's own chains
              vehicle-roots/        roots under which a car's certificate is accepted (ISO 15118-20)
            car/NAME/               what a car needs: v2g-root.pem, and chain.pem, key.pem of its own
            contract/NAME/          a contract certificate, for Plug and Charge
            authorities/NAME/WHO/   certificate.pem and key.pem of every root and sub-CA

            NAME is iso2 (secp256r1), iso20 (secp521r1) or iso20-ed448 (Ed448).
            """;

    private final Path folder;

    private PkiFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes everything. */
    public static void write(TestPki pki, Path folder) throws IOException {
        Files.createDirectories(folder);
        PkiFolder to = new PkiFolder(folder);
        to.text("README.txt", READ_ME);
        for (TestPki.Tree tree : pki.trees()) {
            to.write(tree);
        }
    }

    private void write(TestPki.Tree tree) throws IOException {
        String name = tree.name();
        identity("station/chains/" + name, tree.station().leaf());
        certificate("station/v2g-roots/" + name + ".pem", tree.station().root());
        identity("car/" + name, tree.vehicle().leaf());
        certificate("car/" + name + "/v2g-root.pem", tree.station().root());
        identity("contract/" + name, tree.contract().leaf());
        if (tree.kind() != KeyKind.SECP256R1) {
            certificate("station/vehicle-roots/" + name + ".pem", tree.vehicle().root());
        }
        authorities("authorities/" + name + "/v2g", "cpo", tree.station());
        authorities("authorities/" + name + "/oem", "oem", tree.vehicle());
        authorities("authorities/" + name + "/mo", "mo", tree.contract());
    }

    private void authorities(String root, String sub, TestPki.Branch branch) throws IOException {
        String beside = root.substring(0, root.lastIndexOf('/') + 1) + sub;
        authority(root + "-root", branch.root());
        authority(beside + "-sub1", branch.sub1());
        authority(beside + "-sub2", branch.sub2());
    }

    private void authority(String where, Issuer issuer) throws IOException {
        certificate(where + "/certificate.pem", issuer);
        secret(where + "/key.pem", issuer.key());
    }

    private void identity(String where, TestPki.Identity identity) throws IOException {
        text(where + "/chain.pem", Pem.write(identity.chain()));
        secret(where + "/key.pem", identity.key());
    }

    private void certificate(String where, Issuer issuer) throws IOException {
        text(where, Pem.write(List.of(issuer.certificate())));
    }

    private void text(String where, String content) throws IOException {
        Path file = folder.resolve(where);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content, UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private void secret(String where, PrivateKey key) throws IOException {
        secret(folder.resolve(where), key);
    }

    /** Writes a private key into a new file that only its owner may read. */
    static void secret(Path file, PrivateKey key) throws IOException {
        FileAttribute<?>[] owner =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, owner);
        Files.writeString(file, Pem.write(key), UTF_8);
    }
}
