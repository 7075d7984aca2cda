package checkout.messaging;

import java.util.List;

/** Who takes which topics; a bean of this type is all it takes to consume. */
public record Subscription(String group, List<String> topics, BatchHandler handler) {}
