package checkout.messaging;

import java.util.Map;

/** A record nobody tried to read into a type: its headers, and beside it in {@link Received} its bytes. */
public record UnreadRecord(Map<String, String> headers) {}
