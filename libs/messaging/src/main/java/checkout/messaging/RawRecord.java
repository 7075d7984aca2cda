package checkout.messaging;

import java.util.Map;

/** A record nobody tried to read into a type: its headers, and beside it in {@link ReceivedMessage} its bytes. */
public record RawRecord(Map<String, String> headers) {}
