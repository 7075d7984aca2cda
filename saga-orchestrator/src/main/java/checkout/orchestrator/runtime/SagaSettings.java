package checkout.orchestrator.runtime;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which sagas are begun.
 *
 * @param startVersion the version a new saga takes. A new version is first deployed everywhere and only then begun, so
 *     that no instance meets a saga it does not know
 */
@ConfigurationProperties("checkout.saga")
record SagaSettings(@DefaultValue("1") int startVersion) {}
