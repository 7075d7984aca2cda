package checkout.lab.scenario.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.word.InvalidValueException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Red here: a link cannot be named, or a seed does not choose the same link again. */
class LinkChoiceTest {

    private static Set<String> picked(String name) {
        Set<String> picked = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            String link = LinkChoice.pick(name, SeededRandom.of(seed, "link"));
            assertThat(LinkChoice.pick(name, SeededRandom.of(seed, "link"))).isEqualTo(link);
            picked.add(link);
        }
        return picked;
    }

    @Test
    void aLinkIsItself() throws InvalidValueException {
        assertThat(picked("order-service/inventory-service")).containsExactly("order-service/inventory-service");
        assertThat(LinkChoice.LINK.parse("payment-service/provider-simulator"))
                .isEqualTo("payment-service/provider-simulator");
    }

    @Test
    void aGroupIsAnyOfItsLinks() {
        assertThat(picked("any")).hasSize(10);
        assertThat(picked("any-kafka")).hasSize(5).allMatch(link -> link.endsWith("/kafka"));
        assertThat(picked("any-postgres")).hasSize(5).allMatch(link -> link.endsWith("/postgres"));
    }

    @Test
    void aRandomLinkIsOneThatIsAlwaysInUse() {
        Set<String> sampled = new HashSet<>();
        for (long seed = 0; seed < 300; seed++) {
            sampled.add(LinkChoice.LINK.sample(SeededRandom.of(seed, "sample")));
        }
        assertThat(sampled)
                .hasSize(13)
                .doesNotContain("payment-service/provider-simulator", "order-service/inventory-service");
    }

    @Test
    void aLinkThatDoesNotExistIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> LinkChoice.LINK.parse("order-servce/kafka"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("did you mean 'order-service/kafka'?")
                .hasMessageContaining("any-postgres");
    }
}
