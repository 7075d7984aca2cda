package checkout.cli.webhook;

import checkout.cli.command.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Describes an endpoint in a few lines. */
final class EndpointText {
    private EndpointText() {}

    static String describe(JsonNode endpoint) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add("%s of %s: %s"
                .formatted(
                        TextTable.text(endpoint, "endpointId"),
                        TextTable.text(endpoint, "storefront"),
                        TextTable.text(endpoint, "status")));
        lines.add("  " + TextTable.text(endpoint, "url"));
        List<String> types = new ArrayList<>();
        endpoint.path("eventTypes").forEach(type -> types.add(type.asString()));
        lines.add("  for " + String.join(", ", types));
        if (endpoint.has("description")) {
            lines.add("  " + TextTable.text(endpoint, "description"));
        }
        if (endpoint.has("suspension")) {
            lines.add("  suspended for %s: %s"
                    .formatted(
                            TextTable.age(endpoint.path("suspension"), "at"),
                            TextTable.text(endpoint.path("suspension"), "reason")));
        }
        if (endpoint.has("failure")) {
            JsonNode failure = endpoint.path("failure");
            lines.add("  %s attempts failed in the last %s, the last one: %s"
                    .formatted(
                            failure.path("attempts").asInt(),
                            TextTable.age(failure, "since"),
                            TextTable.text(failure, "lastError")));
        }
        if (endpoint.has("previousSecretUntil")) {
            lines.add("  the secret before signs too until " + TextTable.text(endpoint, "previousSecretUntil"));
        }
        if (endpoint.has("secret")) {
            lines.add("  secret, which is not shown again: " + TextTable.text(endpoint, "secret"));
        }
        return lines.toString();
    }
}
