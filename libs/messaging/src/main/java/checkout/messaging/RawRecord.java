package checkout.messaging;

import java.util.Map;

/** The body of a message that was not decoded: its headers; the bytes are in {@link ReceivedMessage#origin()}. */
public record RawRecord(Map<String, String> headers) {}
