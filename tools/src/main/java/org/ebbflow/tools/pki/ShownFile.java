package org.ebbflow.tools.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.iso15118.security.ChainRules;
import org.ebbflow.iso15118.security.ChainRules.Use;
import org.ebbflow.iso15118.security.ChainRules.Verdict;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;

/**
 * One PEM file with certificates, judged.
 *
 * @param file where it is; @param chain in the order of the file
 * @param use what it is judged for, guessed from what the leaf says of itself
 * @param verdict of the chain rules
 * @param problems the verdict's, and what is wrong with the key beside it
 */
record ShownFile(
        Path file, List<X509Certificate> chain, Use use, Verdict verdict, List<String> problems) {

    /** A root that lies beside somebody else's key. */
    private static final String ROOT = "v2g-root.pem";

    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    /** Reads and judges. */
    static ShownFile read(Path file, Instant now) throws IOException, Pem.Unreadable {
        List<X509Certificate> chain = Pem.certificates(Files.readString(file, UTF_8));
        Use use = use(chain.getFirst());
        Verdict verdict = ChainRules.judge(chain, use, now);
        List<String> problems = new ArrayList<>(verdict.problems());
        Path key = file.resolveSibling("key.pem");
        if (!file.endsWith(ROOT)
                && Files.exists(key)
                && !ChainRules.belong(
                        Pem.privateKey(Files.readString(key, UTF_8)), chain.getFirst())) {
            problems.add("key.pem beside it is not the key of the first certificate");
        }
        return new ShownFile(file, chain, use, verdict, List.copyOf(problems));
    }

    private static Use use(X509Certificate leaf) {
        if (leaf.getBasicConstraints() >= 0) {
            return Use.OTHER;
        }
        if (isClient(leaf)) {
            return Use.VEHICLE_ISO_20;
        }
        if (!leaf.getSubjectX500Principal().toString().contains("DC=CPO")) {
            return Use.OTHER;
        }
        return KeyKind.of(leaf.getPublicKey()).filter(k -> k == KeyKind.SECP256R1).isPresent()
                ? Use.STATION_ISO_2
                : Use.STATION_ISO_20;
    }

    private static boolean isClient(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes != null && purposes.contains(CLIENT);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
