package checkout.lab.network.fault;

/**
 * What a fault has done so far.
 *
 * @param connections the connections that it has changed anything for
 * @param bytes those that it has delayed, held back or lost
 */
public record FaultEffect(int connections, long bytes) {

    public static final FaultEffect NONE = new FaultEffect(0, 0);

    public FaultEffect plus(FaultEffect other) {
        return new FaultEffect(connections + other.connections, bytes + other.bytes);
    }
}
