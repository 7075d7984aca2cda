package checkout.lab.stack.part;

/** A program that has run if it has printed a line. */
public final class ProgramOfItsOwn {

    private ProgramOfItsOwn() {}

    public static void main(String[] arguments) {
        System.out.println("ran");
    }
}
