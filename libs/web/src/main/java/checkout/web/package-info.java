/**
 * The border to whoever calls over HTTP: JSON is read strictly, every refusal is a problem (RFC 9457) that says what to
 * change, nothing is open that was not opened.
 */
@NullMarked
package checkout.web;

import org.jspecify.annotations.NullMarked;
