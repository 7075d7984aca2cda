package checkout.lab.network.fault;

import java.util.Set;

/** The way of bytes through a link, whose client is the side that connects. */
public enum Direction {
    TO_SERVER,
    TO_CLIENT;

    public static final Set<Direction> BOTH = Set.of(TO_SERVER, TO_CLIENT);

    public Direction opposite() {
        return this == TO_SERVER ? TO_CLIENT : TO_SERVER;
    }
}
