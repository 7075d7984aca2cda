package checkout.order.storefront.limit;

import checkout.order.storefront.quota.ConcurrencySlots;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** Gives the place of a stream back when the stream ends. */
final class StreamPlace implements AsyncListener {
    private final ConcurrencySlots places;

    private StreamPlace(ConcurrencySlots places) {
        this.places = places;
    }

    /** Gives the place back at once if the request is no stream, or one that has ended. */
    static void leaveAtTheEnd(ConcurrencySlots places, HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(new StreamPlace(places));
                return;
            } catch (IllegalStateException ended) {
                // since it was looked at
            }
        }
        places.leave();
    }

    /** The last event of every request, whatever became of it. */
    @Override
    public void onComplete(AsyncEvent event) {
        places.leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // followed by onComplete
    }

    @Override
    public void onError(AsyncEvent event) {
        // followed by onComplete
    }

    /** A request that becomes asynchronous once more has no listeners, unless they are added again. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
