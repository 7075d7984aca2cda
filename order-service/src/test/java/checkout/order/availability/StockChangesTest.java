package checkout.order.availability;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.availability.Availability.Known;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Red means: the shop goes on showing a stock that was announced to have changed, or that an operator has cleared. */
class StockChangesTest extends AvailabilityTestBase {
    @Test
    void renewsWhatIsCachedWhenItHasChanged() {
        know("TEA", 7);
        refresh.changed(List.of("TEA"));
        assertThat(read("TEA")).as("no reader waits").isEqualTo(new Known(7, 0));
        asked.remove().answer().complete(Map.of("TEA", 0));
        assertThat(read("TEA")).isEqualTo(new Known(0, 0));
        assertThat(asked).isEmpty();
    }

    @Test
    void asksForNothingThatNobodyReads() {
        refresh.changed(List.of("TEA"));
        assertThat(asked).isEmpty();
    }

    @Test
    void asksAgainWhenTheStockHasChangedWhileAnAnswerWasOnItsWay() {
        refresh.renew(List.of("TEA", "CUP"));
        refresh.changed(List.of("TEA"));
        asked.remove().answer().complete(Map.of("TEA", 7, "CUP", 1));

        assertThat(asked).singleElement().satisfies(request -> assertThat(request.skus())
                .containsExactly("TEA"));
        asked.remove().answer().complete(Map.of("TEA", 6));
        assertThat(read("TEA")).isEqualTo(new Known(6, 0));
        assertThat(read("CUP")).isEqualTo(new Known(1, 0));
    }

    @Test
    void forgetsWhatIsCleared() {
        know("TEA", 7);
        know("CUP", 1);
        assertThat(refresh.clear("TEA")).isEqualTo(1);
        assertThat(cache.skus(10)).containsExactly("CUP");
        assertThat(refresh.clear(null)).isEqualTo(1);
        assertThat(cache.skus(10)).isEmpty();
        assertThat(refresh.clear("TEA")).isZero();
    }

    @Test
    void doesNotTrustAnAnswerThatWasOnItsWayWhenTheCacheWasCleared() {
        refresh.renew(List.of("TEA"));
        refresh.clear(null);
        asked.remove().answer().complete(Map.of("TEA", 7));
        assertThat(asked).as("asked again").hasSize(1);
    }
}
