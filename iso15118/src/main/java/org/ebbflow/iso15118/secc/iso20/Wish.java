package org.ebbflow.iso15118.secc.iso20;

/** What the car asked in its last charge-loop request. */
sealed interface Wish {

    /** No loop request yet. */
    record NotYet() implements Wish {}

    /** Dynamic mode: the station decides. @param targetWh energy to the car's target */
    record Dynamic(int targetWh) implements Wish {}

    /** Scheduled DC: the car decides. Plus into the car. */
    record Exactly(int currentMa, int voltageMv) implements Wish {}

    /** Scheduled AC: the car takes what it likes inside the limits. */
    record WithinLimits() implements Wish {}
}
