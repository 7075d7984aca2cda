package checkout.payment.reconciliation.difference;

import static checkout.payment.reconciliation.difference.DifferenceOwner.ENGINEERING;
import static checkout.payment.reconciliation.difference.DifferenceOwner.PAYMENTS_OPERATIONS;
import static checkout.payment.reconciliation.difference.DifferenceOwner.PROVIDER_SUPPORT;

/** How a payment and the provider's account of its checkout differ, who owns that, and what they do about it. */
public enum DifferenceKind {
    CHARGED_WITHOUT_PAYMENT(
            PAYMENTS_OPERATIONS,
            "The card is charged, and there is no payment by card here that stands. Find out who made the charge, and give"
                    + " it back at the provider."),
    CHARGED_TWICE(
            PAYMENTS_OPERATIONS,
            "The card is charged more than once for one payment. Give the surplus back at the provider, and tell engineering"
                    + " which calls made the charges."),
    VOIDED_HERE_ONLY(
            PAYMENTS_OPERATIONS,
            "The payment is voided or expired here, and the provider still holds or has taken money. Void the charge at the"
                    + " provider."),
    RELEASE_OVERDUE(
            PAYMENTS_OPERATIONS,
            "The payment is to be given back, and for an hour the provider has refused that or not answered. The last error of"
                    + " the payment's owed call says why. Have the provider give the money back; our call is repeated, and ends"
                    + " when nothing is left."),
    VOIDED_THERE_ONLY(
            PAYMENTS_OPERATIONS,
            "The provider has released the authorization, so nothing can be captured. Stop the shipment, and have the order"
                    + " paid again or cancelled."),
    CAPTURED_HERE_ONLY(
            ENGINEERING,
            "The payment counts as captured here, and the provider has captured less. Capture the rest at the provider before"
                    + " the authorization expires, and find out why the answer was taken for a yes."),
    CAPTURED_THERE_ONLY(
            PAYMENTS_OPERATIONS,
            "The provider has taken the money by a capture that is not ours. Find out who made it. If the order is confirmed,"
                    + " retry its saga: our capture finds the money taken and counts it as its own; if that saga has ended,"
                    + " settle this difference. If the order is not confirmed, void the payment."),
    REFUNDED_HERE_ONLY(
            ENGINEERING,
            "More is refunded here than the provider has given back. Refund the customer the rest at the provider, and find"
                    + " out why the answer was taken for a yes."),
    REFUNDED_THERE_ONLY(
            PAYMENTS_OPERATIONS,
            "The provider has given back more than was refunded here. Find out who refunded it there, and settle this"
                    + " difference with the name of the return; do not refund it here again."),
    AUTHORIZED_HERE_ONLY(
            PROVIDER_SUPPORT,
            "The payment is authorized here, and the provider knows of no charge. Stop the shipment, and ask the provider's"
                    + " support about the reference of the authorization."),
    AMOUNT_DIFFERS(
            PROVIDER_SUPPORT,
            "The provider has charged another amount than was asked for. Have the provider's support correct the charge."),
    CURRENCY_DIFFERS(
            PROVIDER_SUPPORT,
            "The provider has charged another currency than was asked for. Have the provider's support reverse the charge, and"
                    + " have the order paid again.");

    private final DifferenceOwner owner;
    private final String whatToDo;

    DifferenceKind(DifferenceOwner owner, String whatToDo) {
        this.owner = owner;
        this.whatToDo = whatToDo;
    }

    public DifferenceOwner owner() {
        return owner;
    }

    public String whatToDo() {
        return whatToDo;
    }
}
