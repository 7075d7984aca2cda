package checkout.order.storefront.limit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.storefront.quota.ConcurrencySlots;
import jakarta.servlet.AsyncContext;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Fails if the place of a stream is given back too early, twice or never. */
class StreamPlaceTest {
    private final ConcurrencySlots places = new ConcurrencySlots(1);
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void aStreamHasItsPlaceUntilItEnds() {
        request.setAsyncSupported(true);
        AsyncContext stream = request.startAsync(request, new MockHttpServletResponse());
        assertThat(places.enter()).isTrue();
        StreamPlace.leaveAtTheEnd(places, request);
        assertThat(places.enter()).isFalse();
        stream.complete();
        assertThat(places.enter()).isTrue();
        assertThat(places.enter()).isFalse();
    }

    @Test
    void aRequestThatIsNoStreamLeavesAtOnce() {
        assertThat(places.enter()).isTrue();
        StreamPlace.leaveAtTheEnd(places, request);
        assertThat(places.enter()).isTrue();
    }

    @Test
    void fewerPlacesFreeNoneUntilEnoughHaveLeft() {
        places.change(3);
        for (int i = 0; i < 3; i++) {
            assertThat(places.enter()).isTrue();
        }
        places.change(2);
        places.leave();
        assertThat(places.enter()).isFalse();
        places.leave();
        assertThat(places.enter()).isTrue();
    }
}
