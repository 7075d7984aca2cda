package checkout.lab.stack.state;

/**
 * Records that the stack was started, and on which ports.
 *
 * @param stopping whether somebody has begun to stop it
 */
public record StackRunRecord(int portOffset, String startedAt, boolean stopping) {}
