package org.ebbflow.controller.status;

import java.util.concurrent.CompletableFuture;

/** The way of a face to the control thread; returns at once. */
@FunctionalInterface
public interface IntentPort {

    /** The future completes on the control thread within a few cycles, or at once when refused. */
    CompletableFuture<Reply> submit(Intent intent);
}
