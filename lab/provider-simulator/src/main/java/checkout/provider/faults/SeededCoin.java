package checkout.provider.faults;

import java.util.UUID;

/**
 * Draws a pseudo-random number that depends on the seed, the checkout and the question alone. The order of the calls does
 * not matter, so a run with concurrent calls can be replayed.
 */
record SeededCoin(long seed) {

    /** A number from 0 (inclusive) to 1 (exclusive). */
    double toss(UUID checkoutId, long question) {
        long mixed = mix(seed
                ^ mix(checkoutId.getMostSignificantBits() ^ mix(checkoutId.getLeastSignificantBits() ^ mix(question))));
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64: every bit of the input changes about half of the output. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
