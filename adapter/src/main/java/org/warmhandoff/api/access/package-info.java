/** Who may ask what: credentials, and what is said where there is none. */
package org.warmhandoff.api.access;
