package checkout.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a message would not survive its trip over the wire. */
class MessageTypeTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void everyCommandReplyAndEventHasOneNameAndOneTopic() {
        List<Class<?>> named =
                MessageType.ALL.stream().<Class<?>>map(MessageType::body).toList();
        Stream<Class<?>> permitted = Stream.of(Command.class, Reply.class, CheckoutEvent.class, ReturnEvent.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .flatMap(type -> type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.of(type));
        assertThat(named).doesNotHaveDuplicates().containsAll(permitted.toList());
        assertThat(MessageType.ALL.stream().map(MessageType::name)).doesNotHaveDuplicates();
    }

    @Test
    void readsBackWhatItWrote() {
        var placed = new OrderPlaced(
                ID,
                "c-1",
                List.of(new OrderLine("TEA-001", 2)),
                new Money(1998, "EUR"),
                new PaymentMethod.Card("tok_ok"));
        assertThat(json.readValue(json.writeValueAsString(placed), OrderPlaced.class))
                .isEqualTo(placed);
        var refusal = new OutOfStock(ID, List.of(new Shortage("LAST-ONE", 2, 1)));
        assertThat(json.readValue(json.writeValueAsString(refusal), OutOfStock.class))
                .isEqualTo(refusal);
    }

    @Test
    void writesMoneyAsADecimalString() {
        assertThat(json.writeValueAsString(new Money(1998, "EUR")))
                .isEqualTo("{\"amount\":\"19.98\",\"currency\":\"EUR\"}");
    }

    @Test
    void keepsCardTokensOutOfLogs() {
        assertThat(new PaymentMethod.Card("tok_secret")).asString().doesNotContain("tok_secret");
    }
}
