package checkout.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a message is sent under a wrong name or topic, or an undeclared one is sent at all. */
class MessageTypeRegistryTest {

    private record Declared(String type, String channel, Class<?> record) {}

    private static MessageTypeRegistry types(Declared... declared) {
        return MessageTypeRegistry.of(List.of(declared), Declared::type, Declared::channel, Declared::record);
    }

    @Test
    void findsATypeByItsNameAndByItsBody() {
        MessageTypeRegistry types = types(
                new Declared("test.Text.v1", "texts", String.class),
                new Declared("test.Number.v1", "numbers", Integer.class));

        assertThat(types.find("test.Text.v1"))
                .contains(new MessageTypeRegistry.Entry("test.Text.v1", "texts", String.class));
        assertThat(types.of(7)).isEqualTo(new MessageTypeRegistry.Entry("test.Number.v1", "numbers", Integer.class));
        assertThat(types.find("test.Other.v1")).isEmpty();
    }

    @Test
    void refusesToSendWhatIsNotDeclared() {
        assertThatThrownBy(() -> types().of("text"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No message type is declared for class java.lang.String");
    }

    @Test
    void refusesANameOrABodyThatIsDeclaredTwice() {
        Declared text = new Declared("test.Text.v1", "texts", String.class);

        assertThatThrownBy(() -> types(text, new Declared("test.Text.v1", "texts", Integer.class)))
                .hasMessageContaining("declared twice");
        assertThatThrownBy(() -> types(text, new Declared("test.Text.v2", "texts", String.class)))
                .hasMessageContaining("declared twice");
    }
}
