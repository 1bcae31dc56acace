package org.ebbflow.tools.sim.devices;

/** A safety board whose contactors have another output in series. */
record SeriesCoil(RegisterMap board, IoRegisters series) implements RegisterMap {

    @Override
    public Answer answer(Seen seen, Request request) {
        Answer answer = board.answer(seen, request);
        return new Answer(answer.reply(), series.watched(answer.next()));
    }
}
