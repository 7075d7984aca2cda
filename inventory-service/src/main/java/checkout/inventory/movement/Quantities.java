package checkout.inventory.movement;

/** How much of a sku is on hand, and how much of that is reserved. */
public record Quantities(int onHand, int reserved) {
    public static final Quantities NONE = new Quantities(0, 0);

    public int available() {
        return onHand - reserved;
    }

    /**
     * These quantities with more, or less, of both.
     *
     * @throws ArithmeticException if there would be more than a quantity can be
     */
    public Quantities plus(int moreOnHand, int moreReserved) {
        return new Quantities(add(onHand, moreOnHand), add(reserved, moreReserved));
    }

    private static int add(int quantity, int more) {
        long sum = (long) quantity + more;
        if (sum != (int) sum) {
            throw new ArithmeticException(
                    "A quantity would be %,d; it can be at most %,d".formatted(sum, Integer.MAX_VALUE));
        }
        return (int) sum;
    }
}
