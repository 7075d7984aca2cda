@org.jspecify.annotations.NullMarked
package checkout.order.storefront.limit;
