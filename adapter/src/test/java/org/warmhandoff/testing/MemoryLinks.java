package org.warmhandoff.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Links;

/** Links kept in memory. */
public final class MemoryLinks implements Links {

  private boolean checks;
  private int checked;
  private final Map<String, Link> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<Link> find(String partner, String participantId) {
    return Optional.ofNullable(kept.get(partner + " " + participantId));
  }

  @Override
  public void keep(String partner, String participantId, Link link) {
    kept.putIfAbsent(partner + " " + participantId, link);
  }

  @Override
  public boolean isDueForACheck(String partner, String participantId) {
    return checks && kept.containsKey(partner + " " + participantId);
  }

  @Override
  public void checked(String partner, String participantId) {
    checked++;
  }

  /** How often it was seen how a patient is there. */
  public int checked() {
    return checked;
  }

  /** From now on it is always time to see whether a patient is still there. */
  public void checkAlways() {
    checks = true;
  }

  @Override
  public void follow(String partner, String participantId, Link merged) {
    kept.put(partner + " " + participantId, merged);
  }

  @Override
  public void undo(String partner, String participantId) {
    kept.remove(partner + " " + participantId);
  }
}
