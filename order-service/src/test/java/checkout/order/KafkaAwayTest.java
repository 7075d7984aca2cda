package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** If this fails, checkouts are refused while Kafka is away, or nobody sees that commands are not handled meanwhile. */
@DirtiesContext
class KafkaAwayTest extends RunningOrderService {

    @DynamicPropertySource
    static void nobodyListens(DynamicPropertyRegistry registry) {
        // the superclass sets the brokers of all clients; this is for consumers alone and wins
        registry.add("spring.kafka.consumer.bootstrap-servers", () -> "127.0.0.1:1");
    }

    @Test
    void takesCheckoutsAndIsReadyButSaysThatItDoesNotConsume() {
        assertThat(place(UUID.randomUUID().toString(), CART).statusCode()).isEqualTo(202);
        await().until(() -> get("/actuator/health/readiness", ONE).statusCode() == 200);
        assertThat(get("/actuator/health/work", ONE).statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness", ONE).statusCode()).isEqualTo(200);
    }
}
