@org.jspecify.annotations.NullMarked
package checkout.order.webhook.delivery;
