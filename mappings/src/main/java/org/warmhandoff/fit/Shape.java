package org.warmhandoff.fit;

/** How a form is made. */
@FunctionalInterface
interface Shape {

  Draft draft(Sheet sheet);
}
