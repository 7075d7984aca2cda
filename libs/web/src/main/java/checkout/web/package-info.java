/**
 * What all HTTP APIs share: strict JSON, errors as problems (RFC 9457) that say what to change, and users with roles.
 * Nothing is accessible unless a rule allows it.
 */
@NullMarked
package checkout.web;

import org.jspecify.annotations.NullMarked;
