package checkout.payment.provider;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings with their defaults, except those that a test names. */
public final class TestCardSettings {
    private static final String PREFIX = "checkout.payment.card.";

    private TestCardSettings() {}

    public static CardSettings of(String url, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(PREFIX + "url", url));
        changes.forEach((name, value) -> settings.put(PREFIX + name, value));
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("checkout.payment.card", CardSettings.class)
                .get();
    }
}
