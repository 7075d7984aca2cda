package checkout.order.availability;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.availability.Availability.Known;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red means: readers wait for an inventory-service that does not answer, see values that are too old, or ask it too often. */
class CachedAvailabilityTest extends AvailabilityTestBase {
    @Test
    void answersFromTheCacheWhileItIsFresh() {
        know("TEA", 7);
        pass(Duration.ofMillis(500));
        Availability read = availability.of(List.of("TEA"));
        assertThat(read.known()).containsExactly(Map.entry("TEA", new Known(7, 0)));
        assertThat(read.cacheStatus()).isEqualTo("availability; hit; ttl=0");
        assertThat(asked).isEmpty();
    }

    @Test
    void answersAtOnceWhatIsALittleOlderAndRenewsItMeanwhile() {
        know("TEA", 7);
        pass(Duration.ofSeconds(2));
        Availability stale = availability.of(List.of("TEA"));
        assertThat(stale.known()).containsEntry("TEA", new Known(7, 2));
        assertThat(stale.cacheStatus()).isEqualTo("availability; hit; ttl=-2; detail=revalidating");

        assertThat(read("TEA")).isEqualTo(new Known(7, 2));
        assertThat(asked).as("one request for both readers").hasSize(1);
        asked.remove().answer().complete(Map.of("TEA", 6));
        assertThat(read("TEA")).isEqualTo(new Known(6, 0));
    }

    @Test
    void waitsForWhatIsNotKnown() throws InterruptedException {
        Thread inventory = Thread.ofVirtual().start(() -> {
            while (asked.isEmpty()) {
                Thread.onSpinWait();
            }
            asked.remove().answer().complete(Map.of("TEA", 3));
        });
        Availability read = availability.of(List.of("TEA", "NEW"));
        inventory.join();
        assertThat(read.known()).containsOnly(Map.entry("TEA", new Known(3, 0)), Map.entry("NEW", new Known(0, 0)));
        assertThat(read.cacheStatus()).startsWith("availability; fwd=miss; ttl=0");
    }

    @Test
    void waitsNoLongerThanTheTimeoutForAColdCache() {
        long begun = System.nanoTime();
        Availability read = availability.of(List.of("TEA"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(SETTINGS.timeout(), SETTINGS.timeout().plusSeconds(5));
        assertThat(read.known()).isEmpty();
        assertThat(read.ageSeconds()).isEmpty();
        assertThat(read.cacheStatus()).isEqualTo("availability; fwd=miss; detail=unknown");
    }

    @Test
    void givesTheLastKnownValueWithItsAge() {
        know("TEA", 7);
        refresh.renew(List.of("CUP"));
        pass(Duration.ofSeconds(6));
        fail();
        Availability old = availability.of(List.of("TEA"));
        assertThat(old.known()).containsExactly(Map.entry("TEA", new Known(7, 6, true)));
        assertThat(old.ageSeconds()).hasValue(6);
        assertThat(old.cacheStatus()).isEqualTo("availability; hit; ttl=-6; detail=inventory-unavailable");
    }

    @Test
    void givesNoValueThatIsTooOld() {
        know("TEA", 7);
        pass(Duration.ofSeconds(29));
        know("CUP", 1);
        refresh.renew(List.of("POT"));
        pass(Duration.ofSeconds(1));
        fail();
        Availability read = availability.of(List.of("TEA", "CUP"));
        assertThat(read.known()).containsExactly(Map.entry("CUP", new Known(1, 1)));
        assertThat(read.cacheStatus()).startsWith("availability; hit; ttl=").endsWith("; detail=unknown");
    }

    @Test
    @Timeout(60)
    void doesNotWaitWhileInventoryFails() {
        use(settings(100, 2, Duration.ofHours(1)));
        refresh.renew(List.of("TEA"));
        fail();
        assertThat(read("TEA")).isNull();
        assertThat(asked).as("it is tried again meanwhile").hasSize(1);
    }

    @Test
    void sendsAlmostNothingWhileInventoryFails() {
        for (int i = 0; i < 50; i++) {
            read("TEA-" + i);
            if (!asked.isEmpty()) {
                fail();
            }
        }
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
        assertThat(asked).isEmpty();
        assertThat(refresh.requestsUnderWay()).isZero();
    }

    @Test
    void hasFewRequestsUnderWayAndCollectsTheOthers() {
        IntStream.range(0, 50).forEach(i -> refresh.renew(List.of("SKU-" + i)));
        assertThat(asked).hasSize(2);
        asked.remove().answer().complete(Map.of("SKU-0", 1));
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().skus()).as("all that waited").hasSize(48);
    }

    @Test
    void splitsWhatIsTooLongForOneRequest() {
        String longest = "x".repeat(60);
        refresh.renew(IntStream.range(1000, 1100).mapToObj(i -> longest + i).toList());
        assertThat(asked).hasSize(2).allSatisfy(request -> assertThat(String.join("&sku=", request.skus()))
                .hasSizeLessThan(6_000));
        assertThat(asked.stream().mapToInt(request -> request.skus().size()).sum())
                .isEqualTo(100);
    }

    @Test
    void asksForAPageAtOnceThoughItsProductsAreOfDifferentAge() {
        know("TEA", 7);
        pass(Duration.ofMillis(400));
        know("CUP", 1);
        pass(Duration.ofMillis(800));
        availability.of(List.of("TEA", "CUP"));
        assertThat(asked).singleElement().satisfies(request -> assertThat(request.skus())
                .containsExactly("TEA", "CUP"));
    }

    @Test
    void remembersABoundedNumberOfSkus() {
        use(settings(10, 1));
        for (int i = 0; i < 100; i++) {
            know("SKU-" + i, i);
        }
        assertThat(cache.size()).isEqualTo(10);
    }

    @Test
    void hasABoundedNumberOfSkusWaiting() {
        use(settings(10, 1));
        refresh.renew(IntStream.range(0, 100).mapToObj(i -> "SKU-" + i).toList());
        assertThat(asked).singleElement().satisfies(request -> assertThat(request.skus())
                .hasSize(10));
    }

    @Test
    void answersStayFreshForDifferentTimes() {
        know("ONE", 1);
        know("TWO", 2);
        long one = cache.find("ONE").freshFor();
        long two = cache.find("TWO").freshFor();
        assertThat(one).isNotEqualTo(two).isBetween(800_000_000L, 1_000_000_000L);
        assertThat(two).isBetween(800_000_000L, 1_000_000_000L);
    }
}
