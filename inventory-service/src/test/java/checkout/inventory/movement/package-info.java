@org.jspecify.annotations.NullMarked
package checkout.inventory.movement;
