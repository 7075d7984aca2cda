package checkout.cli;

import checkout.cli.connection.DefaultStack;
import java.util.Map;
import java.util.Optional;

/** The default stack of the tests: an orchestrator on the port that the test chose. */
public final class TestStack implements DefaultStack {

    static final Map<String, String> PASSWORDS =
            Map.of("viewer", "v-secret", "operator", "o-secret", "admin", "a-secret");

    static volatile int port;

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Optional<String> url(String service) {
        return service.equals("nowhere") ? Optional.empty() : Optional.of(url());
    }

    @Override
    public Optional<String> password(String user) {
        return Optional.of(PASSWORDS.getOrDefault(user, "wrong"));
    }
}
