package checkout.relay.access;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The people who run the system, by name: viewer, operator and admin. Without passwords nobody gets in. */
@ConfigurationProperties("checkout")
record Users(@DefaultValue Map<String, User> users) {

    record User(String password) {}
}
