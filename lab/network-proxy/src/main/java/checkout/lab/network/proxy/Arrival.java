package checkout.lab.network.proxy;

/** What came from one side of a connection: bytes, the end of its output, or the failure of the connection. */
sealed interface Arrival {

    /** When it came, as {@link System#nanoTime}. */
    long nanos();

    default int length() {
        return 0;
    }

    record Data(byte[] bytes, long nanos) implements Arrival {
        @Override
        public int length() {
            return bytes.length;
        }
    }

    record End(long nanos) implements Arrival {}

    record Failure(long nanos) implements Arrival {}
}
