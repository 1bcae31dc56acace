package org.ebbflow.controller;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process's two streams: standard output belongs to machines, standard error to people. */
final class Output {

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final PrintStream ERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Output() {}

    /** One line for machines. */
    static void line(String json) {
        OUT.println(json);
    }

    /** A sentence for the person who started the program. */
    static void error(String sentence) {
        ERR.println("ebbflow: " + sentence.strip());
    }
}
