package checkout.apichecks.description;

import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page to which a problem leads. */
final class ProblemPage {
    private static final String PREFIX = "urn:checkout:problem:";

    private ProblemPage() {}

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
}
