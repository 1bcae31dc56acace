package org.ebbflow.controller.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What the owner wants every week, in the local time of the site. Days are bits: 1 Monday, 2
 * Tuesday, up to 64 Sunday.
 *
 * @param slots what the station does by itself in Automatic, none overlapping another
 * @param departures when the car must be ready
 */
public record Week(List<Slot> slots, List<Departure> departures) {

    public static final Week EMPTY = new Week(List.of(), List.of());

    public static final int MAX_SLOTS = 21;
    public static final int MAX_DEPARTURES = 14;
    public static final int DAY_MINUTES = 1_440;
    public static final int EVERY_DAY = 127;

    private static final int WEEK_MINUTES = 7 * DAY_MINUTES;

    public Week {
        slots = List.copyOf(slots);
        departures = List.copyOf(departures);
    }

    /** What the station does in a slot. */
    public enum What {
        /** Charge; outside all charge slots it then waits. */
        CHARGE,
        WAIT,
        SOLAR_ONLY,
        POWER_THE_HOUSE,
        /** Export with the slot's power. */
        EXPORT
    }

    /**
     * One slot.
     *
     * @param days on which it begins, 1..127
     * @param fromMinute minutes after midnight, 0..1439
     * @param toMinute minutes after midnight, 0..1439; not after the beginning: on the next day
     * @param powerW power of an export slot, magnitude in watts; 0 otherwise
     */
    public record Slot(int days, int fromMinute, int toMinute, What what, int powerW) {

        /** Minutes it lasts on a day without a change of the clock, 1..1440. */
        public int minutes() {
            return toMinute > fromMinute
                    ? toMinute - fromMinute
                    : toMinute - fromMinute + DAY_MINUTES;
        }
    }

    /**
     * A departure.
     *
     * @param days on which the car leaves, 1..127
     * @param minute minutes after midnight, 0..1439
     * @param targetDeciPercent state of charge wanted then, 0..1000
     */
    public record Departure(int days, int minute, int targetDeciPercent) {}

    /** Whether a day of the week (1 Monday .. 7 Sunday) is among the bits. */
    public static boolean isOn(int days, int dayOfWeek) {
        return (days & 1 << (dayOfWeek - 1)) != 0;
    }

    /** Whether there is a slot in which to charge. */
    public boolean hasChargeSlot() {
        return slots.stream().anyMatch(s -> s.what() == What.CHARGE);
    }

    /** Whether two slots claim the same minute of the week. */
    boolean overlaps() {
        boolean[] taken = new boolean[WEEK_MINUTES];
        for (Slot slot : slots) {
            for (int day = 1; day <= 7; day++) {
                if (isOn(slot.days(), day) && claims(taken, slot, (day - 1) * DAY_MINUTES)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean claims(boolean[] taken, Slot slot, int dayStart) {
        boolean twice = false;
        for (int i = 0; i < slot.minutes(); i++) {
            int minute = (dayStart + slot.fromMinute() + i) % WEEK_MINUTES;
            twice |= taken[minute];
            taken[minute] = true;
        }
        return twice;
    }

    /** As one line of text, to be stored. */
    public String text() {
        List<String> parts = new ArrayList<>();
        for (Slot s : slots) {
            parts.add(
                    String.join(
                            " ",
                            "slot",
                            String.valueOf(s.days()),
                            String.valueOf(s.fromMinute()),
                            String.valueOf(s.toMinute()),
                            s.what().name(),
                            String.valueOf(s.powerW())));
        }
        for (Departure d : departures) {
            parts.add("ready " + d.days() + " " + d.minute() + " " + d.targetDeciPercent());
        }
        return String.join(";", parts);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Week parse(String text) {
        List<Slot> slots = new ArrayList<>();
        List<Departure> departures = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
            String[] word = part.trim().split(" ", -1);
            if (word.length == 6 && word[0].equals("slot")) {
                slots.add(
                        new Slot(
                                Integer.parseInt(word[1]),
                                Integer.parseInt(word[2]),
                                Integer.parseInt(word[3]),
                                What.valueOf(word[4]),
                                Integer.parseInt(word[5])));
            } else if (word.length == 4 && word[0].equals("ready")) {
                departures.add(
                        new Departure(
                                Integer.parseInt(word[1]),
                                Integer.parseInt(word[2]),
                                Integer.parseInt(word[3])));
            } else {
                throw new IllegalArgumentException("no part of a week: " + part);
            }
        }
        return new Week(slots, departures);
    }
}
