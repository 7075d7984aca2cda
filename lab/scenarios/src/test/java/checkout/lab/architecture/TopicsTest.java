package checkout.lab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.kafka.TopicSetup;
import checkout.contracts.MessageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Red here: a message travels on a topic that somebody does not create. */
class TopicsTest {
    private static final List<String> TRAVELLED =
            MessageType.ALL.stream().map(MessageType::topic).distinct().toList();
    private static final Pattern CREATED = Pattern.compile("(?m)^for topic in (.+); do$");
    private static final Pattern PARTITIONS = Pattern.compile("create \"\\$topic\" (\\d+)");

    @Test
    void theLocalStackCreatesThemAll() {
        assertThat(TopicSetup.NAMES).containsExactlyInAnyOrderElementsOf(TRAVELLED);
    }

    @Test
    void theContainersCreateThemAllAndAlike() throws IOException {
        String script = Files.readString(Path.of("../../docker/create-topics"));
        assertThat(only(CREATED, script).split(" ")).containsExactlyInAnyOrderElementsOf(TRAVELLED);
        assertThat(only(PARTITIONS, script)).isEqualTo(Integer.toString(TopicSetup.DEFAULT_PARTITIONS));
    }

    private static String only(Pattern pattern, String script) {
        List<String> found = pattern.matcher(script)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(found).as("%s in docker/create-topics", pattern).hasSize(1);
        return found.get(0);
    }
}
