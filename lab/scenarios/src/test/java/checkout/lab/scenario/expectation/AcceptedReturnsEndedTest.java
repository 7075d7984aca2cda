package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.AcceptedCheckouts.AcceptedReturn;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import checkout.lab.scenario.expectation.AcceptedReturnsEnded.ReturnRow;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a return that was accepted is lost, changed or left open, and nobody notices. */
class AcceptedReturnsEndedTest {

    private static final UUID CHECKOUT = new UUID(0, 1);
    private static final UUID ID = new UUID(0, 2);
    private static final UUID OTHER = new UUID(0, 3);
    private static final AcceptedReturn ACCEPTED =
            new AcceptedReturn(CHECKOUT, "return-1", List.of(new Line("TEA", 3), new Line("CUP", 1)));

    @Test
    void aReturnExistsAsItWasRequestedAndEnds() {
        assertThat(wrong(new ReturnRow(CHECKOUT, "ACCEPTED", "1 CUP, 3 TEA"))).isEmpty();
        assertThat(wrong(new ReturnRow(CHECKOUT, "REFUSED", "1 CUP, 3 TEA"))).isEmpty();
        assertThat(wrong(new ReturnRow(CHECKOUT, "PENDING", "1 CUP, 3 TEA")))
                .singleElement()
                .asString()
                .contains("has not ended");
    }

    @Test
    void aReturnThatIsLostOrChangedIsFound() {
        assertThat(AcceptedReturnsEnded.wrong(Map.of(ID, ACCEPTED), Map.of()))
                .singleElement()
                .asString()
                .contains("does not exist");
        assertThat(wrong(new ReturnRow(CHECKOUT, "ACCEPTED", "3 CUP, 1 TEA"))).hasSize(1);
        assertThat(wrong(new ReturnRow(OTHER, "ACCEPTED", "1 CUP, 3 TEA"))).hasSize(1);
    }

    @Test
    void onlyWhatCannotBeRefundedIsRefused() {
        assertThat(refused("ACCEPTED", "tok_ok")).isEmpty();
        assertThat(refused("REFUSED", ShopperPurchase.REFUND_DECLINED)).isEmpty();
        assertThat(refused("REFUSED", "tok_ok")).singleElement().asString().contains("tok_ok");
    }

    private static List<String> refused(String status, String token) {
        ShopperPurchase purchase = ShopperPurchase.paidWith(Kind.ORDINARY, ShopperPurchase.card(token));
        ReturnRow row = new ReturnRow(CHECKOUT, status, "1 CUP, 3 TEA");
        return AcceptedReturnsEnded.refused(Map.of(ID, ACCEPTED), Map.of(ID, row), Map.of(CHECKOUT, purchase));
    }

    @Test
    void oneKeyWithTwoReturnsIsFound() {
        assertThat(AcceptedReturnsEnded.twice(Map.of(ID, ACCEPTED))).isEmpty();
        assertThat(AcceptedReturnsEnded.twice(Map.of(ID, ACCEPTED, OTHER, ACCEPTED)))
                .hasSize(1);
    }

    private static List<String> wrong(ReturnRow row) {
        return AcceptedReturnsEnded.wrong(Map.of(ID, ACCEPTED), Map.of(ID, row));
    }
}
