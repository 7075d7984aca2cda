package checkout.contracts.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.MessageType;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** If this fails, docs/api/asyncapi.yaml tells something else than the records of the messages do. */
class AsyncApiTest {
    private static final Path CHECKED_IN = Path.of("../../docs/api/asyncapi.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WIDTH = 120;

    private final Map<String, Object> document = new AsyncApiDocument().document();

    /** {@code -Dasyncapi=write} writes the document instead of comparing it. */
    @Test
    void theCheckedInDocumentIsTheGeneratedOne() throws IOException {
        String generated = yaml();
        if ("write".equals(System.getProperty("asyncapi"))) {
            Files.writeString(CHECKED_IN, generated);
        }
        assertThat(Files.readString(CHECKED_IN))
                .as("generate it anew: mvn test -pl libs/contracts -Dtest=AsyncApiTest -Dasyncapi=write")
                .isEqualTo(generated);
    }

    @Test
    void everyMessageTypeHasASummaryAndNoOther() {
        assertThat(ContractFiles.summaries().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MessageType.ALL.stream().map(MessageType::name).toList());
    }

    @Test
    void everyTopicHasASenderAndOnlyEventsForOutsidersHaveNoReceiver() {
        JsonNode operations = JSON.valueToTree(document).path("operations");
        for (String topic : ContractFiles.topics().keySet()) {
            assertThat(actions(operations, topic)).as(topic).contains("send");
            if (!topic.equals("checkout.events")) {
                assertThat(actions(operations, topic)).as(topic).contains("receive");
            }
        }
    }

    private static List<String> actions(JsonNode operations, String topic) {
        return operations
                .valueStream()
                .filter(operation -> operation.at("/channel/$ref").asString().equals("#/channels/" + topic))
                .map(operation -> operation.path("action").asString())
                .toList();
    }

    @Test
    void everyExampleMatchesItsSchema() {
        JsonNode tree = JSON.valueToTree(document);
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        assertThat(tree.at("/components/messages")).hasSameSizeAs(MessageType.ALL);
        tree.at("/components/messages").forEach(message -> {
            ObjectNode root = message.path("payload").deepCopy().asObject();
            root.set("components", tree.path("components"));
            Schema schema = registry.getSchema(root);
            assertThat(schema.validate(message.at("/examples/0/payload")))
                    .as(message.path("name").asString())
                    .isEmpty();
        });
    }

    private String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return "# Generated from libs/contracts; see CONTRIBUTING.md.\n"
                + new Yaml(options).dump(JSON.convertValue(document, Map.class));
    }
}
