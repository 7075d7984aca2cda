@org.jspecify.annotations.NullMarked
package checkout.inventory.reservation;
