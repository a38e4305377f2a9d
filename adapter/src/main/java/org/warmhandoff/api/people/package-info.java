/** People in a browser: how they sign in, for how long, and the page that shows who one is. */
package org.warmhandoff.api.people;
