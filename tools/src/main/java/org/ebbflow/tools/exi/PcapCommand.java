package org.ebbflow.tools.exi;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebbflow exi pcap}: a captured session for a person. */
@Command(
        name = "pcap",
        mixinStandardHelpOptions = true,
        description = "Shows the plain V2G messages of a pcap or pcapng file (IPv6 and IPv4).")
public final class PcapCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "the capture")
    private Path file = Path.of("");

    /** For the command line. */
    public PcapCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<Capture.Packet> packets = Capture.read(Files.readAllBytes(file));
            CapturedSession session = new CapturedSession(new Codecs());
            packets.forEach(p -> Segments.of(p).ifPresent(session::take));
            session.lines().forEach(out::println);
            out.println(
                    "%d packets, %d V2G messages.".formatted(packets.size(), session.messages()));
            return session.messages() > 0 ? 0 : 1;
        } catch (XmlFault e) {
            spec.commandLine().getErr().println(file + ": " + e.getMessage());
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("Cannot read " + file + ": is it there and readable?");
        } finally {
            out.flush();
        }
        return 2;
    }
}
