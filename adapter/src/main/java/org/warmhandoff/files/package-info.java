/** Files on this machine. */
package org.warmhandoff.files;
