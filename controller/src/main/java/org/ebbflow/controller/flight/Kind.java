package org.ebbflow.controller.flight;

/** First octet of every value in a recording; a number is never re-used. */
enum Kind {
    NOTHING(0),
    TRUE(1),
    FALSE(2),
    BYTE(3),
    SHORT(4),
    INT(5),
    LONG(6),
    DOUBLE(7),
    CHARACTER(8),
    TEXT(9),
    BYTES(10),
    INTS(11),
    LIST(12),
    SET(13),
    MAP(14),
    EMPTY(15),
    PRESENT(16),
    EMPTY_LONG(17),
    PRESENT_LONG(18),
    EMPTY_INT(19),
    PRESENT_INT(20),
    PATH(21),
    CONSTANT(22),
    OBJECT(23),
    /** One of the station's own parts, which whoever plays the recording has made anew. */
    PART(24),
    /** A time of day, date or zone: its name and its text. */
    TIME(25);

    private static final Kind[] ALL = values();

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Kind of(int code) {
        for (Kind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new DamagedRecording("there is no kind of value " + code);
    }
}
