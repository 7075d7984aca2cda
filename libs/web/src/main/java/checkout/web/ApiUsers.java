package checkout.web;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The users of a service by name. The role is metrics, viewer, operator or admin, or service for another service; it defaults
 * to the user's name. Without configured users nobody can log in.
 */
@ConfigurationProperties("checkout")
record ApiUsers(@Nullable Map<String, User> users) {

    ApiUsers {
        if (users != null) {
            users.forEach(ApiUsers::requirePassword);
        }
    }

    record User(String password, @Nullable String role) {}

    /** An empty one, such as of a variable that is not set, would let everybody in. */
    private static void requirePassword(String name, User user) {
        if (Objects.requireNonNullElse(user.password(), "").isBlank()) {
            throw new IllegalArgumentException(
                    "checkout.users.%s.password is empty; set it, or remove the user.".formatted(name));
        }
    }
}
