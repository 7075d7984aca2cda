@org.jspecify.annotations.NullMarked
package checkout.order.request;
