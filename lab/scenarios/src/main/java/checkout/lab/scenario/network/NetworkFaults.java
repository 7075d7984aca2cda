package checkout.lab.scenario.network;

import checkout.lab.network.fault.NetworkFault.Bandwidth;
import checkout.lab.network.fault.NetworkFault.BlackHole;
import checkout.lab.network.fault.NetworkFault.HalfOpen;
import checkout.lab.network.fault.NetworkFault.Latency;
import checkout.lab.network.fault.NetworkFault.Reset;
import java.time.Duration;

/** The faults of a link. Several of one link at the same time add up. */
public final class NetworkFaults {

    private NetworkFaults() {}

    /** What arrives, arrives later. */
    public static LinkFault latency(String link, String direction, Duration by, Duration jitter, Duration duration) {
        return new LinkFault(
                link, new Latency(Directions.of(direction), by, jitter), duration, "everything arrives later");
    }

    /** Nothing arrives, and the connections stay open. */
    public static LinkFault blackHole(String link, String direction, Duration duration) {
        return new LinkFault(link, new BlackHole(Directions.of(direction)), duration, "nothing arrives any more");
    }

    public static LinkFault bandwidth(String link, String direction, int kilobytesPerSecond, Duration duration) {
        return new LinkFault(
                link,
                new Bandwidth(Directions.of(direction), kilobytesPerSecond * 1_000),
                duration,
                "%d KB/s get across".formatted(kilobytesPerSecond));
    }

    /** The connections are reset; new ones work. */
    public static LinkFault reset(String link, String direction) {
        return new LinkFault(link, new Reset(Directions.of(direction)), Duration.ZERO, "connections are reset");
    }

    /** The far side of the connections is gone and the other is not told; new ones work. */
    public static LinkFault halfOpen(String link, String direction, Duration duration) {
        return new LinkFault(
                link, new HalfOpen(Directions.of(direction)), duration, "connections are half open, new ones work");
    }
}
