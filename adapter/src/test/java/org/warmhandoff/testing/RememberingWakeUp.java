package org.warmhandoff.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers whom it woke up. */
public final class RememberingWakeUp implements Consumer<String> {

  private final List<String> wakeUps = new CopyOnWriteArrayList<>();

  @Override
  public void accept(String partner) {
    wakeUps.add(partner);
  }

  /** The partners it was rung for, in order. */
  public List<String> wakeUps() {
    return List.copyOf(wakeUps);
  }
}
