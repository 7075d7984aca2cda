package checkout.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red means: a message travels on a topic that nobody creates, or a topic is created that no message travels on. */
class KafkaTopicsFileTest {

    @Test
    void listsTheTopicOfEveryMessageTypeOnce() throws IOException {
        assertThat(rows().stream().map(columns -> columns[0]))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(MessageType.ALL.stream()
                        .map(MessageType::topic)
                        .distinct()
                        .toList());
    }

    @Test
    void givesEveryTopicPartitionsAndARetentionShorterThanThatOfTheInboxes() throws IOException {
        assertThat(rows()).allSatisfy(columns -> {
            assertThat(columns).hasSize(4);
            assertThat(Integer.parseInt(columns[1])).isPositive();
            assertThat(Long.parseLong(columns[2])).isBetween(3_600_000L, 172_800_000L);
            assertThat(Long.parseLong(columns[3])).isBetween(600_000L, 21_600_000L);
        });
    }

    private static List<String[]> rows() throws IOException {
        try (InputStream file = MessageType.class.getResourceAsStream("/kafka-topics.txt")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", -1))
                    .toList();
        }
    }
}
