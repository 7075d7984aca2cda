package checkout.inventory.movement;

/** How much of a sku is on hand, and how much of that is reserved. */
public record StockLevel(int onHand, int reserved) {
    public static final StockLevel NONE = new StockLevel(0, 0);

    public int available() {
        return onHand - reserved;
    }

    /**
     * These quantities with more, or less, of both.
     *
     * @throws ArithmeticException if there would be more than a quantity can be
     */
    public StockLevel plus(int moreOnHand, int moreReserved) {
        return new StockLevel(add(onHand, moreOnHand), add(reserved, moreReserved));
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
