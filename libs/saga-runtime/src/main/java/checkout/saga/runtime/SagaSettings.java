package checkout.saga.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sagas are run.
 *
 * @param startVersions the start version by saga type, where it is to differ from the one that the type names
 * @param instance what operators call this instance; the name of its host and the id of its process by default
 */
@ConfigurationProperties("checkout.saga")
record SagaSettings(
        @DefaultValue Map<String, Integer> startVersions,
        @Nullable String instance) {}
