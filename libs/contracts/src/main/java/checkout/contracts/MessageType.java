package checkout.contracts;

import static checkout.contracts.KafkaTopics.CHECKOUT_EVENTS;
import static checkout.contracts.KafkaTopics.CHECKOUT_REPLIES;
import static checkout.contracts.KafkaTopics.INVENTORY_COMMANDS;
import static checkout.contracts.KafkaTopics.INVENTORY_EVENTS;
import static checkout.contracts.KafkaTopics.ORDERS_COMMANDS;
import static checkout.contracts.KafkaTopics.ORDERS_EVENTS;
import static checkout.contracts.KafkaTopics.PAYMENTS_COMMANDS;

import java.util.List;

/** A message type: its logical name and version on the wire, its topic and its record. */
public record MessageType(String name, String topic, Class<?> body) {
    public static final List<MessageType> ALL = List.of(
            new MessageType("orders.OrderPlaced.v1", ORDERS_EVENTS, OrderPlaced.class),
            new MessageType("orders.CancelRequested.v1", ORDERS_EVENTS, CancelRequested.class),
            new MessageType("orders.ReturnRequested.v1", ORDERS_EVENTS, ReturnRequested.class),
            new MessageType("inventory.ReserveStock.v1", INVENTORY_COMMANDS, InventoryCommand.ReserveStock.class),
            new MessageType("inventory.ReleaseStock.v1", INVENTORY_COMMANDS, InventoryCommand.ReleaseStock.class),
            new MessageType("inventory.CommitStock.v1", INVENTORY_COMMANDS, InventoryCommand.CommitStock.class),
            new MessageType("inventory.Restock.v1", INVENTORY_COMMANDS, InventoryCommand.Restock.class),
            new MessageType("inventory.StockChanged.v1", INVENTORY_EVENTS, StockChanged.class),
            new MessageType("payments.AuthorizePayment.v1", PAYMENTS_COMMANDS, PaymentCommand.AuthorizePayment.class),
            new MessageType("payments.VoidPayment.v1", PAYMENTS_COMMANDS, PaymentCommand.VoidPayment.class),
            new MessageType("payments.CapturePayment.v1", PAYMENTS_COMMANDS, PaymentCommand.CapturePayment.class),
            new MessageType("payments.RefundPayment.v1", PAYMENTS_COMMANDS, PaymentCommand.RefundPayment.class),
            new MessageType("orders.ConfirmOrder.v1", ORDERS_COMMANDS, OrderCommand.ConfirmOrder.class),
            new MessageType("orders.RejectOrder.v1", ORDERS_COMMANDS, OrderCommand.RejectOrder.class),
            new MessageType("orders.RefuseCancel.v1", ORDERS_COMMANDS, OrderCommand.RefuseCancel.class),
            new MessageType("orders.AcceptReturn.v1", ORDERS_COMMANDS, OrderCommand.AcceptReturn.class),
            new MessageType("orders.RefuseReturn.v1", ORDERS_COMMANDS, OrderCommand.RefuseReturn.class),
            new MessageType("orders.CompleteReturn.v1", ORDERS_COMMANDS, OrderCommand.CompleteReturn.class),
            new MessageType("orders.ResolveOrder.v1", ORDERS_COMMANDS, OrderCommand.ResolveOrder.class),
            new MessageType("orders.ResolveReturn.v1", ORDERS_COMMANDS, OrderCommand.ResolveReturn.class),
            new MessageType("inventory.StockReserved.v1", CHECKOUT_REPLIES, Reply.StockReserved.class),
            new MessageType("inventory.OutOfStock.v1", CHECKOUT_REPLIES, Reply.OutOfStock.class),
            new MessageType("inventory.StockReleased.v1", CHECKOUT_REPLIES, Reply.StockReleased.class),
            new MessageType("inventory.StockCommitted.v1", CHECKOUT_REPLIES, Reply.StockCommitted.class),
            new MessageType("inventory.CommitRefused.v1", CHECKOUT_REPLIES, Reply.CommitRefused.class),
            new MessageType("inventory.Restocked.v1", CHECKOUT_REPLIES, Reply.Restocked.class),
            new MessageType("payments.PaymentAuthorized.v1", CHECKOUT_REPLIES, Reply.PaymentAuthorized.class),
            new MessageType("payments.PaymentDeclined.v1", CHECKOUT_REPLIES, Reply.PaymentDeclined.class),
            new MessageType("payments.PaymentVoided.v1", CHECKOUT_REPLIES, Reply.PaymentVoided.class),
            new MessageType("payments.PaymentCaptured.v1", CHECKOUT_REPLIES, Reply.PaymentCaptured.class),
            new MessageType("payments.CaptureRefused.v1", CHECKOUT_REPLIES, Reply.CaptureRefused.class),
            new MessageType("payments.VoidRefused.v1", CHECKOUT_REPLIES, Reply.VoidRefused.class),
            new MessageType("payments.PaymentRefunded.v1", CHECKOUT_REPLIES, Reply.PaymentRefunded.class),
            new MessageType("payments.RefundDeclined.v1", CHECKOUT_REPLIES, Reply.RefundDeclined.class),
            new MessageType("orders.OrderConfirmed.v1", CHECKOUT_REPLIES, Reply.OrderConfirmed.class),
            new MessageType("orders.OrderRejected.v1", CHECKOUT_REPLIES, Reply.OrderRejected.class),
            new MessageType("orders.ReturnInProgress.v1", CHECKOUT_REPLIES, Reply.ReturnInProgress.class),
            new MessageType("orders.ReturnWithdrawn.v1", CHECKOUT_REPLIES, Reply.ReturnWithdrawn.class),
            new MessageType("orders.ReturnCompleted.v1", CHECKOUT_REPLIES, Reply.ReturnCompleted.class),
            new MessageType("orders.EndedOtherwise.v1", CHECKOUT_REPLIES, Reply.EndedOtherwise.class),
            new MessageType("checkout.AlreadyUndone.v1", CHECKOUT_REPLIES, Reply.AlreadyUndone.class),
            new MessageType("checkout.CheckoutConfirmed.v1", CHECKOUT_EVENTS, CheckoutEvent.CheckoutConfirmed.class),
            new MessageType("checkout.CheckoutRejected.v1", CHECKOUT_EVENTS, CheckoutEvent.CheckoutRejected.class),
            new MessageType("checkout.ReturnAccepted.v1", CHECKOUT_EVENTS, ReturnEvent.ReturnAccepted.class),
            new MessageType("checkout.ReturnRefused.v1", CHECKOUT_EVENTS, ReturnEvent.ReturnRefused.class));
}
