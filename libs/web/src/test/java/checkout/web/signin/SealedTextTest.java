package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: others can read or change what they keep for the process. */
class SealedTextTest {
    private final SealedText seal = new SealedText();

    @Test
    void opensWhatItHasSealed() {
        assertThat(seal.open(seal.seal("state äöü"))).contains("state äöü");
        assertThat(seal.seal("state")).doesNotContain("state").isNotEqualTo(seal.seal("state"));
    }

    @Test
    void opensNothingThatAnotherProcessHasSealed() {
        assertThat(seal.open(new SealedText().seal("state"))).isEmpty();
    }

    @Test
    void opensNothingThatWasChanged() {
        String sealed = seal.seal("state");
        char first = sealed.charAt(20);
        String changed = sealed.substring(0, 20) + (first == 'A' ? 'B' : 'A') + sealed.substring(21);
        assertThat(seal.open(changed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "no base64!", "c2hvcnQ", "bm90IHNlYWxlZCBoZXJlLCBub3Qgc2VhbGVk"})
    void opensNoNonsense(String text) {
        assertThat(seal.open(text)).isEmpty();
    }
}
