package checkout.lab.scenario.word;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: whoever mistypes a word is not told which one was meant, or is told a wrong one. */
class NearestWordTest {

    @ParameterizedTest
    @CsvSource({
        "kill, kill, 0",
        "kil, kill, 1",
        "kkill, kill, 1",
        "kall, kill, 1",
        "klil, kill, 1",
        "freeze, frezee, 1",
        "'', kill, 4",
        "abc, xyz, 3"
    })
    void countsChanges(String one, String other, int changes) {
        assertThat(NearestWord.distance(one, other)).isEqualTo(changes);
        assertThat(NearestWord.distance(other, one)).isEqualTo(changes);
    }

    @Test
    void findsTheWordThatWasMeant() {
        List<String> words = List.of("kill", "freeze", "terminate-backends", "provider-down");
        assertThat(NearestWord.of("kil", words)).contains("kill");
        assertThat(NearestWord.of("terminate_backend", words)).contains("terminate-backends");
        assertThat(NearestWord.of("payment", words)).isEmpty();
    }
}
