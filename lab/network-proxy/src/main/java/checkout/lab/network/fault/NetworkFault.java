package checkout.lab.network.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Set;

/** Something that is wrong with a link, in one direction or in both. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NetworkFault.Latency.class, name = "latency"),
    @JsonSubTypes.Type(value = NetworkFault.BlackHole.class, name = "black-hole"),
    @JsonSubTypes.Type(value = NetworkFault.Bandwidth.class, name = "bandwidth"),
    @JsonSubTypes.Type(value = NetworkFault.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = NetworkFault.HalfOpen.class, name = "half-open")
})
public sealed interface NetworkFault {

    Duration LONGEST_LATENCY = Duration.ofMinutes(10);

    Set<Direction> directions();

    /** A fault that changes how bytes are delivered while it is in effect, on new connections too. Nothing is lost. */
    sealed interface Condition extends NetworkFault {}

    /** A fault of the connections that exist when it begins. New ones work. */
    sealed interface Cut extends NetworkFault {}

    /**
     * Bytes arrive later, in their order.
     *
     * @param by how much at least
     * @param jitter how much more at most, different for each packet
     */
    record Latency(Set<Direction> directions, Duration by, Duration jitter) implements Condition {
        public Latency {
            directions = required(directions);
            requireLatency(by, "by");
            requireLatency(jitter, "jitter");
        }
    }

    /** Nothing arrives while it lasts, and the connections stay open. Afterwards everything does, as TCP sends it again. */
    record BlackHole(Set<Direction> directions) implements Condition {
        public BlackHole {
            directions = required(directions);
        }
    }

    /** All connections of the link together get so many bytes a second across. */
    record Bandwidth(Set<Direction> directions, int bytesPerSecond) implements Condition {
        public Bandwidth {
            directions = required(directions);
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        "bytesPerSecond is %d; it must be at least 1".formatted(bytesPerSecond));
            }
        }
    }

    /** Connections are reset for the side at the end of the direction; a side that is not reset sees an orderly end. */
    record Reset(Set<Direction> directions) implements Cut {
        public Reset {
            directions = required(directions);
        }
    }

    /**
     * The far side is gone and this side is never told: what it sends is lost and nothing comes back. The side at the end of
     * the direction is the one that is gone; with both directions, each side is left alone with its end. When the fault is
     * over, what is left of the connections is reset.
     */
    record HalfOpen(Set<Direction> directions) implements Cut {
        public HalfOpen {
            directions = required(directions);
        }
    }

    private static Set<Direction> required(Set<Direction> directions) {
        if (directions == null || directions.isEmpty()) {
            throw new IllegalArgumentException("directions are missing; they must be TO_SERVER, TO_CLIENT or both");
        }
        return Set.copyOf(directions);
    }

    private static void requireLatency(Duration value, String name) {
        if (value == null || value.isNegative() || value.compareTo(LONGEST_LATENCY) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be between PT0S and %s".formatted(name, value, LONGEST_LATENCY));
        }
    }
}
