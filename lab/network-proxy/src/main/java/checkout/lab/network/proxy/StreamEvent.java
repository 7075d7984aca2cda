package checkout.lab.network.proxy;

/** What came from one side of a connection: bytes, the end of its output, or the failure of the connection. */
sealed interface StreamEvent {

    /** When it came, as {@link System#nanoTime}. */
    long nanos();

    default int length() {
        return 0;
    }

    /** Bytes, which are equal to no others. */
    final class Data implements StreamEvent {

        private final byte[] bytes;
        private final long nanos;

        /** @param bytes which nobody changes any more */
        Data(byte[] bytes, long nanos) {
            this.bytes = bytes;
            this.nanos = nanos;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public int length() {
            return bytes.length;
        }
    }

    record End(long nanos) implements StreamEvent {}

    record Failure(long nanos) implements StreamEvent {}
}
