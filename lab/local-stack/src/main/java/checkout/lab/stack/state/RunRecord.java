package checkout.lab.stack.state;

/**
 * Says that the stack was started and on which ports.
 *
 * @param stopping true from the moment on in which it is not meant to run any more
 */
public record RunRecord(int portOffset, String startedAt, boolean stopping) {}
