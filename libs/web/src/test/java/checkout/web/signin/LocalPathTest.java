package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: the sign-in sends people to another site. */
class LocalPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "javascript:alert(1)",
                "evil.example",
                "/\t/evil.example",
                "",
                "/a b"
            })
    void anotherSiteBecomesTheStartPage(String next) {
        assertThat(LocalPath.of(next)).isEqualTo("/");
    }

    @Test
    void aPathOfThisSiteIsKept() {
        assertThat(LocalPath.of("/console/sagas?stuck=true&q=01")).isEqualTo("/console/sagas?stuck=true&q=01");
        assertThat(LocalPath.of(null)).isEqualTo("/");
    }
}
