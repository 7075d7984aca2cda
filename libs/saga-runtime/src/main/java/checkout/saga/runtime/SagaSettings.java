package checkout.saga.runtime;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which versions new sagas take.
 *
 * @param startVersions the start version by saga type, where it is to differ from the one that the type names
 */
@ConfigurationProperties("checkout.saga")
record SagaSettings(@DefaultValue Map<String, Integer> startVersions) {}
