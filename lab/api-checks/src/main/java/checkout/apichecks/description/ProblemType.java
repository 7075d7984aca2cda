package checkout.apichecks.description;

import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The type of a problem: whether it is one of those that are described, and has a page. */
final class ProblemType {
    private static final String PREFIX = "urn:checkout:problem:";

    private ProblemType() {}

    /** What is missing if the problem does not lead to a page. */
    static Optional<String> missing(String body) {
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            String urn = problem.path("type").asString("");
            String page = "/errors/" + urn.replace(PREFIX, "");
            if (!urn.startsWith(PREFIX)) {
                return Optional.of("the problem has the type '%s'".formatted(urn));
            }
            if (!problem.path("help").asString("").equals(page)) {
                return Optional.of("the problem's help is not " + page);
            }
            return new ClassPathResource(page.substring(1) + ".md").exists()
                    ? Optional.empty()
                    : Optional.of("docs%s.md does not exist".formatted(page));
        } catch (JacksonException notJson) {
            return Optional.of("the problem is not JSON");
        }
    }

    /** What is wrong if the problem has none of these types. */
    static Optional<String> unlisted(JsonNode types, String body) {
        try {
            JsonNode type = JsonMapper.shared().readTree(body).path("type");
            return types.valueStream().anyMatch(type::equals)
                    ? Optional.empty()
                    : Optional.of("the problem %s is not described".formatted(type));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
