package checkout.order.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.order.OrderServiceApplication;
import checkout.testinfra.SecuredTestServers;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Red means: a Kafka client of a service ignores settings that Spring Boot offers for a secured cluster, here the trust of an
 * SSL bundle, or needs more rights than {@code kafka-acls.txt} gives the service.
 */
class SecuredServersTest {

    @TempDir
    private static Path folder;

    private static SecuredTestServers servers;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        servers = SecuredTestServers.start(folder);
        TestDatabase database = servers.database("orders");
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--checkout.storefronts.one=key-of-storefront-one",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.flyway.user=" + database.ownerUsername(),
                "--spring.flyway.password=" + database.ownerPassword(),
                "--spring.kafka.bootstrap-servers=" + servers.kafka(),
                "--spring.kafka.security.protocol=SASL_SSL",
                "--spring.kafka.ssl.bundle=kafka",
                "--spring.ssl.bundle.pem.kafka.truststore.certificate=file:"
                        + servers.postgres().authority()));
        servers.kafkaClient("order-service").forEach((name, value) -> {
            if (name.startsWith("sasl.")) {
                settings.add("--spring.kafka.properties.%s=%s".formatted(name, value));
            }
        });
        service = SpringApplication.run(OrderServiceApplication.class, settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        servers.close();
    }

    @Test
    void consumesItsCommands() {
        try (Admin admin = Admin.create(servers.kafkaAdmin())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(assignments(admin)).hasSize(4));
        }
    }

    @Test
    void readsTheReplies() {
        UUID checkout = UUID.randomUUID();
        ProgressCache cache = service.getBean(ProgressCache.class);
        try (TestProducer relay = new TestProducer(servers.kafkaClient("outbox-relay"))) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                relay.send(
                        "checkout.replies", checkout.toString(), "{}", Map.of("ce_type", "inventory.StockReserved.v1"));
                assertThat(cache.eventsOf(checkout))
                        .extracting(ProgressEvent::stage)
                        .containsExactly(ProgressStage.STOCK_RESERVED);
            });
        }
    }

    private static List<TopicPartition> assignments(Admin admin) {
        KafkaFuture<ConsumerGroupDescription> group = admin.describeConsumerGroups(List.of("order-service"))
                .describedGroups()
                .get("order-service");
        try {
            return group.get().members().stream()
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            return List.of(); // nobody has joined the group yet
        }
    }
}
