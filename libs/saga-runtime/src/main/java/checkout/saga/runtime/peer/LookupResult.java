package checkout.saga.runtime.peer;

/** What somebody who was asked has said. */
public sealed interface LookupResult<T> {
    record Fact<T>(T value) implements LookupResult<T> {}

    /**
     * Nothing in time.
     *
     * @param why a sentence without a full stop, which names who was asked
     */
    record Nothing<T>(String why) implements LookupResult<T> {}
}
