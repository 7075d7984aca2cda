package checkout.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The users of a service by name. The role is metrics, viewer, operator or admin, or service for another service; it defaults
 * to the user's name. Without configured users nobody can log in.
 */
@ConfigurationProperties("checkout")
record ApiUsers(@Nullable Map<String, User> users) {
    record User(String password, @Nullable String role) {}
}
