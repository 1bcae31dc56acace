package org.ebbflow.hal;

/** The button at the station. */
public interface Button {

    /** Called once per press, from the button's own thread; returns at once. */
    void onPress(Runnable pressed);
}
