package org.ebbflow.tools.sim.plant;

/**
 * The house and the grid around the station.
 *
 * @param gridPresent mains voltage stands on the utility's side
 * @param voltageMv grid voltage in millivolts while present
 * @param frequencyMilliHz grid frequency in millihertz while present
 * @param houseLoadW what the house takes in watts; minus is surplus of its own generation
 */
public record Site(boolean gridPresent, int voltageMv, int frequencyMilliHz, int houseLoadW) {

    /** A quiet house on a nominal grid. */
    public static Site of(PlantTraits traits) {
        return new Site(true, traits.nominalVoltageMv(), traits.nominalFrequencyMilliHz(), 800);
    }

    /** The same site with or without grid. */
    public Site withGrid(boolean present) {
        return new Site(present, voltageMv, frequencyMilliHz, houseLoadW);
    }

    /** The same site with another house load in watts. */
    public Site withHouseLoadW(int otherW) {
        return new Site(gridPresent, voltageMv, frequencyMilliHz, otherW);
    }
}
