package checkout.lab.bench.load;

import checkout.lab.bench.http.AsciiBytes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name of a run, which its customers bear: {@code bench-k3f9q2-<moment>}. An order thereby says itself which run it
 * belongs to and when its customer came, so that nothing has to be kept in memory however long the run is.
 */
public record LoadRunName(String name) {

    private static final int DIGITS = 10;
    private static final int LETTERS = 6;

    public static LoadRunName random() {
        long letters = ThreadLocalRandom.current().nextLong((long) Math.pow(Character.MAX_RADIX, LETTERS));
        return new LoadRunName(padded(Long.toString(letters, Character.MAX_RADIX), LETTERS));
    }

    /** What the customers of this run begin with. */
    public String prefix() {
        return "bench-" + name + "-";
    }

    /**
     * The customer who came at this moment. The digits are written backwards: then customers come in no order, as in
     * life, and the index on them is not spared.
     */
    byte[] customer(long micros) {
        String digits = padded(Long.toString(micros, Character.MAX_RADIX), DIGITS);
        return AsciiBytes.bytes(prefix() + new StringBuilder(digits).reverse());
    }

    /** When this customer came. */
    public long cameAt(String customer) {
        String digits = new StringBuilder(customer.substring(prefix().length()))
                .reverse()
                .toString();
        return Long.parseLong(digits, Character.MAX_RADIX);
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }
}
