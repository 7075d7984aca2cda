package checkout.lab.audit;

/**
 * Something that must hold, and the query that finds what breaks it.
 *
 * @param counterExamples returns one text column, a sentence for each counter-example
 * @param atRest whether it needs to hold only while no checkout is in progress
 */
record Invariant(String name, boolean atRest, String counterExamples) {
    static Invariant always(String name, String counterExamples) {
        return new Invariant(name, false, counterExamples);
    }

    static Invariant atRest(String name, String counterExamples) {
        return new Invariant(name, true, counterExamples);
    }
}
