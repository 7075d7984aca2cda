package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red here: an operator or a storefront whose request changes nothing is not told why. */
class IgnoredInputReasonTest {

    @Test
    void eachReasonIsToldInWordsOfItsOwn() {
        assertThat(IgnoredInputReason.values())
                .extracting(IgnoredInputReason::description)
                .doesNotHaveDuplicates()
                .allMatch(words -> words.contains(" "));
    }
}
