package checkout.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call, by name: a password, and a role (viewer, operator or admin) that is the name's own unless said
 * otherwise. Nobody may where nobody is named.
 */
@ConfigurationProperties("checkout")
record ApiUsers(@Nullable Map<String, User> users) {
    record User(String password, @Nullable String role) {}
}
