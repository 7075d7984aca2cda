package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Red here: a run in which nobody was served counts as one in which everything held. */
class CustomersServedTest {

    @Test
    void aTenthOfTheCustomersIsEnough() {
        assertThat(tooFew(100, 10)).isEmpty();
        assertThat(tooFew(100, 9)).containsExactly("of 100 customers 9 got an order");
        assertThat(tooFew(1, 0)).isNotEmpty();
    }

    @Test
    void oneOfManyReturnsMustBeAccepted() {
        assertThat(CustomersServed.noReturns(Map.of("place: OK", 100))).isEmpty();
        assertThat(CustomersServed.noReturns(Map.of("return: FAIL", 19))).isEmpty();
        assertThat(CustomersServed.noReturns(Map.of("return: FAIL", 20, "return: OK", 1)))
                .isEmpty();
        assertThat(CustomersServed.noReturns(Map.of("return: FAIL", 15, "return: UNKNOWN", 5)))
                .containsExactly("of 20 requests for a return none was accepted");
    }

    private static List<String> tooFew(long customers, long served) {
        return CustomersServed.tooFew("customers %d got an order", customers, served);
    }
}
