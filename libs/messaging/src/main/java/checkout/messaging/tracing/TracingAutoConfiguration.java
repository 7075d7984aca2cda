package checkout.messaging.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sends spans to a collector if one is configured. A collector that is away costs spans and nothing else. */
@AutoConfiguration(beforeName = "checkout.messaging.MessagingAutoConfiguration")
@EnableConfigurationProperties(TracingSettings.class)
public class TracingAutoConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty("checkout.tracing.endpoint")
    OpenTelemetrySdk openTelemetry(TracingSettings settings, @Value("${spring.application.name}") String service) {
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            throw new IllegalStateException(
                    "checkout.tracing.endpoint is empty; set the URL of a collector, or remove it");
        }
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint.toString())
                                .build())
                        .build())
                .build();
        return OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    }

    @Bean
    @ConditionalOnProperty("checkout.tracing.endpoint")
    Spans spans(OpenTelemetrySdk openTelemetry) {
        return new Spans(openTelemetry, true);
    }

    @Bean
    @ConditionalOnMissingBean
    Spans noSpans() {
        return Spans.off();
    }
}
