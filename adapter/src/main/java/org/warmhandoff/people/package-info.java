/** People who sign in with a password: the file that they stand in, and what is kept of it. */
package org.warmhandoff.people;
