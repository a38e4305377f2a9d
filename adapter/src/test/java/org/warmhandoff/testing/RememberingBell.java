package org.warmhandoff.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A bell that remembers for whom it was rung. */
public final class RememberingBell implements Consumer<String> {

  private final List<String> rings = new CopyOnWriteArrayList<>();

  @Override
  public void accept(String partner) {
    rings.add(partner);
  }

  /** The partners it was rung for, in order. */
  public List<String> rings() {
    return List.copyOf(rings);
  }
}
