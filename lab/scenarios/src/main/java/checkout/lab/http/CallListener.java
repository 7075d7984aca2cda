package checkout.lab.http;

/** Is told of each call before it is sent, and of what became of it. */
public interface CallListener {

    /** A call that was begun. */
    interface Call {
        void answered(int status, String body);

        void notAnswered();
    }

    Call begin(String method, String path, String body);
}
