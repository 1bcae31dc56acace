package org.ebbflow.controller.flight;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.vehicle.DigitalSessions;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.chademo.ChademoSessions;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.controller.vehicle.iso15118.Iso15118Sessions;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccConfig.Protocol;

/**
 * What a station's decisions are made from besides state and inputs; stands at the head of every
 * recording.
 *
 * @param digital what it speaks with cars, empty for plain PWM
 * @param chademo what it speaks at a CHAdeMO connector, in the place of everything else
 */
public record Station(
        Installation site,
        BoardRatings ratings,
        Optional<SeccConfig> digital,
        Optional<ChademoSettings> chademo) {

    /** A station without a CHAdeMO connector. */
    public Station(Installation site, BoardRatings ratings, Optional<SeccConfig> digital) {
        this(site, ratings, digital, Optional.empty());
    }

    /** The same with a CHAdeMO connector, if there are settings for one. */
    public Station with(Optional<ChademoSettings> settings) {
        return new Station(site, ratings, digital, settings);
    }

    /** Written into recordings by name only, because they hold the source of randomness. */
    static final Set<Class<?>> PARTS = Set.of(SessionSelector.class, Iso15118Sessions.class);

    /** The station that board and site file describe. */
    public static Station of(Installation site, BoardRatings ratings) {
        boolean dc = ratings.output() == BoardRatings.Output.DC;
        SeccConfig config =
                new SeccConfig(
                        site.vehicle().evseId(),
                        dc ? SeccConfig.Supply.DC : SeccConfig.Supply.AC,
                        List.of(Protocol.ISO_15118_20, Protocol.ISO_15118_2, Protocol.DIN_70121),
                        new SeccConfig.Bench(
                                site.bench().plainTcpForIso20(), site.bench().slowLoop()));
        return new Station(site, ratings, Optional.of(config));
    }

    /** Its sessions. @param randomBits 64 random bits for each session id */
    public SessionSelector sessions(LongSupplier randomBits) {
        Optional<DigitalSessions> talk =
                chademo.isPresent()
                        ? chademo.map(ChademoSessions::new)
                        : digital.map(config -> new Iso15118Sessions(config, randomBits));
        return new SessionSelector(ratings, talk, site.vehicle().ventilated());
    }

    /** The parts that a recording names, made anew. */
    static TreeMap<String, Object> parts(SessionSelector selector) {
        TreeMap<String, Object> parts = new TreeMap<>();
        parts.put(SessionSelector.class.getName(), selector);
        selector.digital().ifPresent(part -> parts.put(part.getClass().getName(), part));
        return parts;
    }
}
