/** Key pairs of ours: what signs to partners, and the public halves that everybody may have. */
package org.warmhandoff.keys;
