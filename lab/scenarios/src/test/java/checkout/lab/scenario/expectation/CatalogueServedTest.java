package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a catalogue that is not answered counts as one that is. */
class CatalogueServedTest {

    @Test
    void everyReadCounts() {
        assertThat(new CatalogueServed(100).tooFew(1000, List.of())).isEmpty();
        assertThat(new CatalogueServed(100).tooFew(1000, List.of("status 503")))
                .containsExactly("of 1000 reads 1 failed", "status 503");
    }

    @Test
    void someMayFail() {
        assertThat(new CatalogueServed(99).tooFew(100, List.of("status 503"))).isEmpty();
        assertThat(new CatalogueServed(99).tooFew(100, List.of("status 503", "status 0")))
                .hasSize(3);
    }
}
