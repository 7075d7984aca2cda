package checkout.messaging.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a message or a saga that lacks what it must have is used as if it had it. */
class RequiredComponentsTest {

    record Line(String sku, int quantity, @Nullable String note) {}

    record Body(
            UUID id,
            List<Line> lines,
            @Nullable Line gift,
            Map<String, Line> byName,
            @Nullable String text) {}

    private static final String LINE = "{\"sku\":\"TEA\",\"quantity\":1}";

    private static Body read(String json) {
        return RequiredComponents.check(JsonMapper.shared().readValue(json, Body.class));
    }

    private static void assertMissing(String path, String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + " is missing");
    }

    @Test
    void acceptsWhatLacksOnlyOptionalComponents() {
        String id = UUID.randomUUID().toString();
        assertThat(read("{\"id\":\"%s\",\"lines\":[%s],\"byName\":{\"a\":%s}}".formatted(id, LINE, LINE))
                        .id())
                .hasToString(id);
        assertThat(read("{\"id\":\"%s\",\"lines\":[],\"byName\":{},\"gift\":%s}".formatted(id, LINE))
                        .gift())
                .isNotNull();
    }

    @Test
    void namesWhatIsMissingWhereverItIs() {
        String id = UUID.randomUUID().toString();
        assertMissing("id", "{\"nonsense\":true}");
        assertMissing("lines", "{\"id\":\"%s\",\"byName\":{}}".formatted(id));
        assertMissing("lines", "{\"id\":\"%s\",\"lines\":[null],\"byName\":{}}".formatted(id));
        assertMissing("lines.sku", "{\"id\":\"%s\",\"lines\":[{\"quantity\":1}],\"byName\":{}}".formatted(id));
        assertMissing("gift.sku", "{\"id\":\"%s\",\"lines\":[],\"gift\":{\"quantity\":1},\"byName\":{}}".formatted(id));
        assertMissing("byName.sku", "{\"id\":\"%s\",\"lines\":[],\"byName\":{\"a\":{\"quantity\":2}}}".formatted(id));
    }
}
