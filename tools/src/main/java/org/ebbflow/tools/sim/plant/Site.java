package org.ebbflow.tools.sim.plant;

/**
 * The house and the grid around the station.
 *
 * @param gridPresent mains voltage stands on the utility's side
 * @param voltageMv grid voltage in millivolts while present
 * @param frequencyMilliHz grid frequency in millihertz while present
 * @param houseLoadW what the house takes in watts; minus is surplus of its own generation
 * @param sheddableW the part of it that hangs on circuits that may be let go
 */
public record Site(
        boolean gridPresent, int voltageMv, int frequencyMilliHz, int houseLoadW, int sheddableW) {

    /** A quiet house on a nominal grid. */
    public static Site of(PlantTraits traits) {
        return new Site(true, traits.nominalVoltageMv(), traits.nominalFrequencyMilliHz(), 800, 0);
    }

    /** The same site with or without grid. */
    public Site withGrid(boolean present) {
        return new Site(present, voltageMv, frequencyMilliHz, houseLoadW, sheddableW);
    }

    /** The same site with another house load in watts. */
    public Site withHouseLoadW(int otherW) {
        return new Site(gridPresent, voltageMv, frequencyMilliHz, otherW, sheddableW);
    }

    /** The same site with another part of its load on circuits that may be let go. */
    public Site withSheddableW(int otherW) {
        return new Site(gridPresent, voltageMv, frequencyMilliHz, houseLoadW, otherW);
    }

    /** The same site with another grid. */
    public Site withLine(int otherMv, int otherMilliHz) {
        return new Site(gridPresent, otherMv, otherMilliHz, houseLoadW, sheddableW);
    }

    /** What is connected while feed and shedding switch stand so. */
    int connectedW(boolean fed, boolean shedClosed) {
        if (!fed) {
            return 0;
        }
        return shedClosed ? houseLoadW : houseLoadW - sheddableW;
    }
}
